using System.ComponentModel;
using DistributedDL.Cli.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DistributedDL.Cli.Serving;

/// <summary>
/// Refuses what would be ignored: a setting that is none, and a value that is not of its form. A misspelt one would else start another server than was
/// meant, an embedded one on a local folder at worst.
/// </summary>
internal static class SettingCheck
{
    private const int MostSlips = 2;

    // What the host itself reads.
    private static readonly string[] OfTheHost = ["Logging", "Kestrel", "Orleans", "AllowedHosts"];

    private static readonly string[] Secrets = ["Cluster:Redis", "Storage:Azure:ConnectionString"];

    private static readonly string[] Sections = [.. ServerOptions.Types.Select(type => type.Section)];

    /// <param name="given">Keys of the command line, where every section must be known; environment and file are also those of others.</param>
    /// <exception cref="OptionsValidationException">Names key and value of each, and the setting that may have been meant.</exception>
    public static void Require(IConfiguration configuration, IEnumerable<string> given)
    {
        var faults = Faults(configuration, given);
        if (faults.Count > 0) throw new OptionsValidationException("", typeof(ServerOptions), faults);
    }

    public static IReadOnlyList<string> Faults(IConfiguration configuration, IEnumerable<string> given)
    {
        var onCommandLine = new HashSet<string>(given, StringComparer.OrdinalIgnoreCase);
        return [.. configuration.AsEnumerable().Where(setting => setting.Value is not null).OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => Fault(setting.Key, setting.Value!, onCommandLine.Contains(setting.Key))).OfType<string>()];
    }

    private static string? Fault(string key, string value, bool onCommandLine)
    {
        if (ServerOptions.Settings.TryGetValue(key, out var property)) return FormFault(key, value, property.PropertyType);
        // Without a colon it is a variable of the environment, whoever's.
        if (!onCommandLine && !key.Contains(':', StringComparison.Ordinal)) return null;
        var isOurs = Sections.Any(section => key.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase));
        var nearest = Nearest(key);
        var isRefused = isOurs || (onCommandLine ? !OfTheHost.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase) : IsSlip(key, nearest));
        return isRefused ? $"{key}{Shown(key, value, nearest)} is no setting; did you mean {nearest}?" : null;
    }

    private static string? FormFault(string key, string value, Type type)
    {
        var form = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            TypeDescriptor.GetConverter(form).ConvertFromInvariantString(value);
            return null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return $"{key}: '{value}' is no {FormOf(form)}";
        }
    }

    private static string FormOf(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "time span, as in 00:00:05 or 1.12:00:00 (days, then hours, minutes and seconds)",
        _ when type == typeof(bool) => "truth value, which is true or false",
        _ when type == typeof(int) || type == typeof(long) => $"whole number, as in 4, up to {(type == typeof(int) ? int.MaxValue : long.MaxValue)}",
        _ => type.Name,
    };

    // One of the same section before all others.
    private static string Nearest(string key) =>
        ServerOptions.Settings.Keys.MinBy(known => Slips(known, key) + (string.Equals(SectionOf(known), SectionOf(key), StringComparison.OrdinalIgnoreCase) ? 0 : MostSlips))!;

    /// <summary>Whether it is one of ours but for its section: <c>Clusterr:Roles</c>. A key of another program is not so near.</summary>
    private static bool IsSlip(string key, string nearest) =>
        Slips(key, nearest) <= MostSlips && string.Equals(LastPart(key), LastPart(nearest), StringComparison.OrdinalIgnoreCase);

    private static string LastPart(string key) => key[(key.LastIndexOf(':') + 1)..];

    private static string SectionOf(string key) => key[..Math.Max(0, key.LastIndexOf(':'))];

    private static string Shown(string key, string value, string nearest) =>
        Secrets.Contains(nearest) || value.Contains('=', StringComparison.Ordinal) || key.Contains("password", StringComparison.OrdinalIgnoreCase) ? " (its value is not shown)" : $"={value}";

    private static int Slips(string one, string other) => EditDistance.Between(one.ToUpperInvariant(), other.ToUpperInvariant());
}
