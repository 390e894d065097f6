using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DistributedDL.Cli.CommandLine;

/// <summary>Options whose faults are said in the user's words: the option, the value, the bound.</summary>
internal static class CliOptions
{
    public static Option<string> Text(string name, string value, string description, bool required = false) =>
        new(name) { HelpName = value, Description = description, Required = required };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<int?> Whole(string name, string value, string description, int min, int max = int.MaxValue, bool required = false) =>
        new(name)
        {
            HelpName = value,
            Description = description,
            Required = required,
            CustomParser = result => (int?)ReadWhole(result, name, min, max),
        };

    public static Option<long?> Long(string name, string value, string description, long min = long.MinValue) =>
        new(name) { HelpName = value, Description = description, CustomParser = result => ReadWhole(result, name, min, long.MaxValue) };

    public static Option<double?> Number(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, CustomParser = result => ReadNumber(result, name) };

    public static Option<TimeSpan?> Seconds(string name, string description, double min, double max) =>
        new(name) { HelpName = "SECONDS", Description = description, CustomParser = result => ReadSeconds(result, name, min, max) };

    public static Argument<int> WholeArgument(string name, string description, int min) =>
        new(name) { Description = description, CustomParser = result => (int)(ReadWhole(result, name, min, int.MaxValue) ?? 0) };

    private static long? ReadWhole(ArgumentResult result, string name, long min, long max)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        result.AddError($"{name}: '{text}' is not a whole number{Bound(min, max)}");
        return null;
    }

    private static TimeSpan? ReadSeconds(ArgumentResult result, string name, double min, double max)
    {
        if (ReadNumber(result, name) is not { } seconds) return null;
        if (seconds >= min && seconds <= max) return TimeSpan.FromSeconds(seconds);
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: {seconds} is not within {min} to {max} seconds"));
        return null;
    }

    private static double? ReadNumber(ArgumentResult result, string name)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        result.AddError($"{name}: '{text}' is not a number");
        return null;
    }

    private static string Bound(long min, long max) => (min, max) switch
    {
        (long.MinValue, _) => "",
        (_, int.MaxValue or long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $" of at least {min:N0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $" from {min:N0} to {max:N0}"),
    };
}
