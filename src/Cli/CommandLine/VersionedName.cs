using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DistributedDL.Cli.CommandLine;

/// <summary><c>NAME</c>, or <c>NAME@V</c> for a version of it.</summary>
/// <param name="Version">0 when none was given.</param>
internal sealed record VersionedName(string Name, int Version)
{
    public override string ToString() => Version == 0 ? Name : $"{Name}@{Version}";

    public static Argument<VersionedName> Model() => new("NAME[@V]")
    {
        Description = "The model; its live version unless @V says another.",
        CustomParser = Read,
    };

    public static Option<VersionedName> Option(string name, string value, string description, bool required = false) =>
        new(name) { HelpName = value, Description = description, Required = required, CustomParser = Read };

    private static VersionedName? Read(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parsed = TryParse(text);
        if (parsed is null) result.AddError($"'{text}': after @ stands a version, a whole number of at least 1, as in net@2");
        return parsed;
    }

    public static VersionedName? TryParse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 0) return new VersionedName(text, 0);
        return int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? new VersionedName(text[..at], version)
            : null;
    }
}
