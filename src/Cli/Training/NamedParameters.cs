using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Cli.Training;

/// <summary>A name with parameters: <c>sgd</c>, or <c>sgd:momentum=0.9,nesterov=true</c>.</summary>
internal sealed record NamedParameters(string Name, Struct Parameters)
{
    public static Option<NamedParameters> Option(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, CustomParser = Read };

    /// <returns>Null when the text has not this form.</returns>
    public static NamedParameters? TryParse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return text.Length == 0 ? null : new NamedParameters(text, new Struct());
        var parameters = new Struct();
        foreach (var pair in text[(colon + 1)..].Split(','))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !parameters.Fields.TryAdd(pair[..equals].Trim(), ToValue(pair[(equals + 1)..].Trim()))) return null;
        }
        return colon == 0 ? null : new NamedParameters(text[..colon], parameters);
    }

    public static Value ToValue(string text) => text switch
    {
        "true" => Value.ForBool(true),
        "false" => Value.ForBool(false),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => Value.ForNumber(number),
        _ => Value.ForString(text),
    };

    private static NamedParameters? Read(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parsed = TryParse(text);
        if (parsed is null) result.AddError($"'{text}': expected a name, or a name with parameters, as in sgd:momentum=0.9,nesterov=true; each parameter once");
        return parsed;
    }
}
