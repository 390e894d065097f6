using System.CommandLine;
using System.Globalization;

namespace DistributedDL.Deployment.CommandLine;

/// <summary>The options of <c>deploy/local-cluster</c>.</summary>
internal sealed class LocalClusterCommand : RootCommand
{
    private readonly Option<string> _directory = new("--dir") { HelpName = "DIR", Description = "Where data and logs are kept; .build/local-cluster when left out." };
    private readonly Option<string> _compose = new("--compose") { HelpName = "FILE", Description = "Another compose file than docker-compose.yml." };
    private readonly Option<string[]> _scale = new("--scale") { HelpName = "ROLE=N,…", Description = "Other numbers of services than docker-compose.yml has, as in training=1,gateway=1." };
    private readonly Option<string[]> _settings = new("--set") { HelpName = "Section:Key=VALUE", Description = "A setting of every process; may be repeated, and of one key the last wins." };
    private readonly Option<bool> _published = new("--published-ports") { Description = "Take the ports that docker-compose.yml publishes (8000, 8001, …) in place of free ones." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one line of JSON when all are ready, and nothing else on standard output." };
    private readonly Option<bool> _untilEndOfInput = new("--until-end-of-input") { Description = "Stop also when standard input ends." };

    private const int MostOfARole = 32;

    public LocalClusterCommand() : base("Run the cluster of docker-compose.yml as processes on loopback, until Ctrl-C.")
    {
        foreach (var option in new Option[] { _directory, _compose, _scale, _settings, _published, _json, _untilEndOfInput }) Add(option);
        _scale.Validators.Add(result => Check(result.GetValueOrDefault<string[]>(), part => TryCount(part, out _, out _), $"ROLE=N with N from 0 to {MostOfARole}, of gateway from 1", result.AddError, ','));
        _settings.Validators.Add(result => Check(result.GetValueOrDefault<string[]>(), text => text.IndexOf('=', StringComparison.Ordinal) > 0, "Section:Key=VALUE", result.AddError));
        SetAction((parsed, cancellation) => ClusterRun.Run(OptionsOf(parsed), parsed.GetValue(_json), parsed.GetValue(_untilEndOfInput), cancellation));
    }

    internal LocalClusterOptions OptionsOf(ParseResult parsed) => new()
    {
        Root = SourceTree.Root,
        Directory = Path.GetFullPath(parsed.GetValue(_directory) ?? Path.Combine(SourceTree.Root, ".build", "local-cluster")),
        Compose = parsed.GetValue(_compose),
        Scale = Counts(parsed.GetValue(_scale) ?? []),
        Settings = Settings(parsed.GetValue(_settings) ?? []),
        PublishedPorts = parsed.GetValue(_published),
        Report = Console.Error.WriteLine,
    };

    private static void Check(string[]? given, Func<string, bool> isRight, string form, Action<string> fault, params char[] separators)
    {
        foreach (var part in (given ?? []).SelectMany(text => separators.Length == 0 ? [text] : text.Split(separators)).Where(part => !isRight(part)))
            fault($"'{part}' is not of the form {form}");
    }

    private static Dictionary<string, int> Counts(string[] given)
    {
        var counts = new Dictionary<string, int>();
        foreach (var part in given.SelectMany(text => text.Split(',')))
            if (TryCount(part, out var role, out var count)) counts[role] = count;
        return counts;
    }

    private static Dictionary<string, string> Settings(string[] given)
    {
        var settings = new Dictionary<string, string>();
        foreach (var text in given) settings[text[..text.IndexOf('=')]] = text[(text.IndexOf('=') + 1)..];
        return settings;
    }

    private static bool TryCount(string text, out string role, out int count)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        role = at > 0 ? text[..at] : "";
        count = 0;
        return at > 0 && int.TryParse(text[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out count) && count <= MostOfARole
            && (count > 0 || role != "gateway");
    }
}
