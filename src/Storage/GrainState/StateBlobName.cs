using System.Globalization;
using System.Text;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.GrainState;

/// <summary>Turns any grain id into a blob name; the usual ones stay as they are.</summary>
internal static class StateBlobName
{
    /// <summary>What a blob name cannot hold, and '=' itself, becomes <c>=XX</c>, byte by byte of its UTF-8.</summary>
    public static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        var before = '/';
        foreach (var rune in name.EnumerateRunes())
        {
            var c = rune.Utf16SequenceLength == 1 ? (char)rune.Value : '\0';
            var keeps = BlobName.IsAllowed(c) && c != '=' && !(c == '.' && before is '.' or '/') && !(c == '/' && before == '/');
            if (keeps) escaped.Append(c);
            else foreach (var b in Encoding.UTF8.GetBytes(rune.ToString())) escaped.Append(CultureInfo.InvariantCulture, $"={b:X2}");
            before = c;
        }
        return escaped.ToString();
    }
}
