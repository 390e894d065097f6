using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Learning.Networks;

/// <summary>Names of layers: the given ones, else the kind as Keras counts it (<c>dense</c>, <c>dense_1</c>).</summary>
internal static class LayerNames
{
    private const int MaxLength = 100;

    public static IReadOnlyList<string> Assign(IReadOnlyList<LayerSpec> layers, List<FieldViolation> violations)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].Name is not { } name) continue;
            if (!IsValid(name))
                violations.Add(new($"layers[{i}].name", $"'{Clip(name)}' is not a name: 1 to {MaxLength} letters, digits, '_' or '-'"));
            else if (!taken.TryAdd(name, i))
                violations.Add(new($"layers[{i}].name", $"'{name}' is the name of layers[{taken[name]}] too; names are given once"));
        }
        return [.. layers.Select((layer, i) => layer.Name ?? Next(layer.Kind, i, taken))];
    }

    private static string Next(string kind, int index, Dictionary<string, int> taken)
    {
        var name = kind;
        for (var i = 1; !taken.TryAdd(name, index); i++) name = $"{kind}_{i}";
        return name;
    }

    private static string Clip(string name) => name.Length > 40 ? name[..40] + "…" : name;

    // A dot would make the names of tensors ambiguous.
    private static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
