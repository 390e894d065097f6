using System.Net;

namespace DistributedDL.Cli.Reports.Html;

/// <summary>Text from outside as it may stand in HTML and SVG.</summary>
internal static class HtmlText
{
    public static string Escape(string text) => WebUtility.HtmlEncode(Clean(text));

    /// <summary>The same, with line ends kept.</summary>
    public static string EscapeLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Escape));

    /// <summary>Characters that neither HTML nor XML can hold become visible ones.</summary>
    public static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value is < 32 or 0x7F or 0xFFFE or 0xFFFF ? "␣" : rune.ToString()));
}
