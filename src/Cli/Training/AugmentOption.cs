using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Cli.Training;

/// <summary>Changes of images: <c>flip_horizontal,rotation=10,zoom=0.1,brightness=0.8..1.2</c>, or the same as a JSON object.</summary>
internal static class AugmentOption
{
    private const string Form = "expected KEY, KEY=X or KEY=LOW..HIGH, each once, as in flip_horizontal,rotation=10,brightness=0.8..1.2; or a JSON object";

    public static Option<Struct> Create() => new("--augment")
    {
        HelpName = "KEY[=X],…",
        Description = "Change training images at random: flip_horizontal, flip_vertical, rotation (degrees), width_shift, height_shift (below 1 a share, else pixels), "
            + "zoom (X or LOW..HIGH), brightness (LOW..HIGH), fill (nearest, or constant with fill_value).",
        CustomParser = Read,
    };

    /// <returns>Null when the text has neither form.</returns>
    public static Struct? TryParse(string text)
    {
        if (text.TrimStart().StartsWith('{')) return TryParseJson(text);
        var parameters = new Struct();
        foreach (var part in text.Split(','))
        {
            var (key, value) = part.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 ? (part[..equals].Trim(), part[(equals + 1)..].Trim()) : (part.Trim(), "true");
            if (key.Length == 0 || value.Length == 0 || !parameters.Fields.TryAdd(key, ToValue(value))) return null;
        }
        return parameters;
    }

    private static Value ToValue(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots > 0 && TryNumber(text[..dots], out var low) && TryNumber(text[(dots + 2)..], out var high)
            ? Value.ForList(Value.ForNumber(low), Value.ForNumber(high))
            : NamedParameters.ToValue(text);
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static Struct? TryParseJson(string text)
    {
        try
        {
            return Struct.Parser.ParseJson(text);
        }
        catch (Exception e) when (e is InvalidJsonException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static Struct? Read(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parsed = TryParse(text);
        if (parsed is null) result.AddError($"'{text}': {Form}");
        return parsed;
    }
}
