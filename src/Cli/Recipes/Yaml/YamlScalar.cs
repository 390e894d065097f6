using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>Values of the core schema (YAML 1.2.2, chapter 10.3): only an unquoted scalar is a number, a flag or nothing.</summary>
public static class YamlScalar
{
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    public static bool TryFlag(YamlNode node, out bool value)
    {
        value = Plain(node) is "true" or "True" or "TRUE";
        return value || Plain(node) is "false" or "False" or "FALSE";
    }

    public static bool TryWhole(YamlNode node, out long value)
    {
        value = 0;
        return Plain(node) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryNumber(YamlNode node, out double value)
    {
        value = 0;
        return Plain(node) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    public static bool TryText(YamlNode node, [NotNullWhen(true)] out string? value)
    {
        value = IsNull(node) ? null : (node as YamlScalarNode)?.Value;
        return value is not null;
    }

    public static string Key(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    /// <summary>The node as a message shows it.</summary>
    public static string Show(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        _ when IsNull(node) => "nothing",
        YamlScalarNode { Value: { Length: > 60 } text } => $"'{text[..60]}…'",
        YamlScalarNode scalar => $"'{scalar.Value}'",
        _ => "this",
    };

    private static string? Plain(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain } scalar ? scalar.Value : null;
}
