using System.Security.Cryptography;
using System.Text;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Storage.GrainState;

/// <summary>A last line <c>//sha256:…</c> over all that stands before it.</summary>
internal static class StateChecksum
{
    private const int DigestDigits = 64;
    private static readonly byte[] Mark = "\n//sha256:"u8.ToArray();

    public static byte[] Append(ReadOnlyMemory<byte> content) =>
        [.. content.Span, .. Mark, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content.Span))), (byte)'\n'];

    /// <returns>The content without the line.</returns>
    /// <exception cref="CorruptBlobException">The blob is empty, or the line is not that of the content.</exception>
    public static ReadOnlyMemory<byte> Verify(string blob, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) throw new CorruptBlobException(blob, "it is empty");
        var at = bytes.Span.LastIndexOf(Mark);
        if (at < 0) return bytes;
        var content = bytes[..at];
        var line = bytes.Span[(at + Mark.Length)..].TrimEnd((byte)'\n');
        if (line.Length != DigestDigits) throw new CorruptBlobException(blob, $"its checksum has {line.Length} digits, expected {DigestDigits}");
        var found = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var written = Encoding.ASCII.GetString(line);
        return found == written ? content : throw new CorruptBlobException(blob, $"its content has SHA-256 {found}, its checksum says {written}");
    }
}
