using System.CommandLine;
using System.Text.RegularExpressions;

namespace DistributedDL.Cli.CommandLine;

/// <summary>Says what is wrong with a command line, what was perhaps meant, and where the help is.</summary>
internal static partial class UsageReport
{
    public static void Write(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var lines = Faults(parsed, command).Distinct().ToList();
        error.WriteLine($"error: {lines[0]}");
        foreach (var line in lines.Skip(1)) error.WriteLine($"  {line}");
        error.WriteLine($"  try: {Path(command)} --help");
    }

    private static IEnumerable<string> Faults(ParseResult parsed, Command command)
    {
        if (command.Subcommands.Count > 0)
        {
            var known = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
            var unknown = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
            yield return unknown is null ? $"'{Path(command)}' needs a command" : $"'{unknown}' is no command of {Path(command)}";
            if (unknown is not null && Nearest(unknown, known) is { } near) yield return $"did you mean '{near}'?";
            yield return $"it has: {string.Join(", ", known)}";
            yield break;
        }
        foreach (var token in parsed.UnmatchedTokens)
        {
            yield return $"'{token}' is not understood by {Path(command)}";
            if (Nearest(token, command.Options.Select(o => o.Name)) is { } near) yield return $"did you mean '{near}'?";
        }
        foreach (var fault in parsed.Errors.Select(e => Readable(e.Message)).Where(m => !m.StartsWith("Unrecognized", StringComparison.Ordinal)))
            yield return fault;
    }

    private static string Readable(string message) =>
        MissingArgument().Replace(message.TrimEnd('.'), "argument $1 is missing").Replace("Option '", "option '", StringComparison.Ordinal);

    [GeneratedRegex("^Required argument '?(.+?)'? missing for .*$")]
    private static partial Regex MissingArgument();

    public static string Path(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "ddl" : $"{Path(parent)} {command.Name}";
    }

    private static string? Nearest(string given, IEnumerable<string> known) => known
        .Select(name => (name, distance: EditDistance.Between(given, name)))
        .Where(pair => pair.distance <= Math.Max(1, given.Length / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.name)
        .FirstOrDefault();
}
