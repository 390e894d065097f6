using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>Values and lists of values.</summary>
public sealed partial class MapReader
{
    public string? Text(string key, bool required = false)
    {
        if (Node(key, required) is not { } value) return null;
        if (YamlScalar.TryText(value, out var text)) return text;
        Fault(key, $"{YamlScalar.Show(value)} is not a text");
        return null;
    }

    public long? Whole(string key, long minimum, long maximum, bool required = false) =>
        Node(key, required) is { } value ? Whole(value, PathOf(key), minimum, maximum) : null;

    public int? Int(string key, int minimum, int maximum, bool required = false) => (int?)Whole(key, minimum, maximum, required);

    /// <param name="key">The key.</param>
    /// <param name="minimum">Least value.</param>
    /// <param name="maximum">Greatest value.</param>
    /// <param name="required">Whether its absence is a fault.</param>
    /// <param name="above">The least value itself is too small.</param>
    public double? Number(string key, double minimum, double maximum, bool required = false, bool above = false) =>
        Node(key, required) is { } value ? Number(value, PathOf(key), minimum, maximum, above) : null;

    public bool Flag(string key, bool fallback)
    {
        if (Node(key) is not { } value) return fallback;
        if (YamlScalar.TryFlag(value, out var flag)) return flag;
        Fault(key, $"{YamlScalar.Show(value)} is neither true nor false");
        return fallback;
    }

    /// <summary>One name out of a list.</summary>
    public string? OneOf(string key, IReadOnlyCollection<string> choices, string what, bool required = false)
    {
        if (Text(key, required) is not { } text) return null;
        if (choices.Contains(text)) return text;
        Fault(key, $"unknown {what} '{text}'; known are {RecipeContext.Known(choices)}");
        return null;
    }

    /// <summary>A list of texts, or one text alone.</summary>
    public IReadOnlyList<string> Texts(string key, bool required = false) => Items(key, required, (value, itemPath) =>
    {
        if (YamlScalar.TryText(value, out var text)) return text;
        Context.Faults.Add(value.Start, itemPath, $"{YamlScalar.Show(value)} is not a text");
        return null;
    });

    /// <summary>A list of whole numbers, or one alone.</summary>
    public IReadOnlyList<int> Ints(string key, int minimum, int maximum, bool required = false) =>
        [.. Items(key, required, (value, itemPath) => Whole(value, itemPath, minimum, maximum) is { } whole ? new Boxed<int>((int)whole) : null).Select(box => box.Value)];

    public IReadOnlyList<double> Numbers(YamlNode node, string numbersPath, double minimum, double maximum)
    {
        if (node is YamlSequenceNode list)
            return [.. list.Children.Select((child, i) => Number(child, $"{numbersPath}[{i}]", minimum, maximum, false)).OfType<double>()];
        Context.Faults.Add(node.Start, numbersPath, $"{YamlScalar.Show(node)} is not a list of numbers");
        return [];
    }

    private IReadOnlyList<T> Items<T>(string key, bool required, Func<YamlNode, string, T?> read) where T : class
    {
        if (Node(key, required) is not { } value) return [];
        IEnumerable<(YamlNode Node, string Path)> items = value is YamlSequenceNode list
            ? list.Children.Select((child, i) => (child, $"{PathOf(key)}[{i}]"))
            : [(value, PathOf(key))];
        if (value is YamlSequenceNode { Children.Count: 0 }) Fault(key, "an empty list");
        return [.. items.Select(item => read(item.Node, item.Path)).OfType<T>()];
    }

    private long? Whole(YamlNode value, string valuePath, long minimum, long maximum)
    {
        if (YamlScalar.TryWhole(value, out var whole) && whole >= minimum && whole <= maximum) return whole;
        Context.Faults.Add(value.Start, valuePath, string.Create(CultureInfo.InvariantCulture, $"{YamlScalar.Show(value)} is not a whole number from {minimum:N0} to {maximum:N0}"));
        return null;
    }

    private double? Number(YamlNode value, string valuePath, double minimum, double maximum, bool above)
    {
        if (YamlScalar.TryNumber(value, out var number) && (above ? number > minimum : number >= minimum) && number <= maximum) return number;
        var bound = string.Create(CultureInfo.InvariantCulture, $"a number {(above ? "above" : "from")} {minimum:G7} to {maximum:G7}");
        Context.Faults.Add(value.Start, valuePath, $"{YamlScalar.Show(value)} is not {bound}");
        return null;
    }

    private sealed record Boxed<T>(T Value);
}
