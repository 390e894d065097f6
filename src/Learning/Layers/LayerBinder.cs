using System.Text.Json;
using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>Gives a layer its name, input shape and parameters, strictly: an unknown key, a wrong type and a value out of bounds are all faults.</summary>
/// <param name="field">Path of the layer, as in <c>layers[2]</c>.</param>
/// <param name="input">Null when an earlier layer's fault hides it.</param>
internal sealed class LayerBinder(string field, string name, IReadOnlyList<int>? input, JsonElement parameters, List<FieldViolation> violations)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public IReadOnlyList<int>? Input { get; } = input;

    public int Int(string key, int minimum, int maximum)
    {
        if (!TryTake(key, out var value))
        {
            violations.Add(new($"{field}.{key}", $"missing; expected a whole number from {minimum} to {maximum}"));
            return minimum;
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= minimum && number <= maximum) return number;
        violations.Add(new($"{field}.{key}", $"{value.GetRawText()} is not a whole number from {minimum} to {maximum}"));
        return minimum;
    }

    /// <param name="fallback">Taken when the key is absent; when null the key is required.</param>
    public float Float(string key, double minimum, double maximum, double? fallback)
    {
        var bound = FormattableString.Invariant($"a number from {minimum} to {maximum}");
        if (!TryTake(key, out var value))
        {
            if (fallback is null) violations.Add(new($"{field}.{key}", $"missing; expected {bound}"));
            return (float)(fallback ?? minimum);
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= minimum && number <= maximum) return (float)number;
        violations.Add(new($"{field}.{key}", $"{value.GetRawText()} is not {bound}"));
        return (float)minimum;
    }

    public bool Bool(string key, bool fallback)
    {
        if (!TryTake(key, out var value)) return fallback;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        violations.Add(new($"{field}.{key}", $"{value.GetRawText()} is not true or false"));
        return fallback;
    }

    /// <summary>A name out of a list; the fallback when it is absent.</summary>
    public T Choice<T>(string key, Func<string, T?> find, string choices, T fallback) where T : class
    {
        if (!TryTake(key, out var value)) return fallback;
        if (value.ValueKind == JsonValueKind.String && find(value.GetString()!) is { } found) return found;
        violations.Add(new($"{field}.{key}", $"{value.GetRawText()} is unknown; known are {choices}"));
        return fallback;
    }

    /// <summary>Reports an input shape that does not fit.</summary>
    public void Misfit(string expected) =>
        violations.Add(new(field, $"layer '{Name}' takes {expected}, but its input has the shape {Shape.Show(Input!)}"));

    /// <summary>Reports the keys that no parameter was read from.</summary>
    public void Complete()
    {
        foreach (var property in parameters.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            var choices = known.Count == 0 ? "it has none" : $"known are {string.Join(", ", known.Order(StringComparer.Ordinal))}";
            violations.Add(new($"{field}.{property.Name}", $"unknown parameter of layer '{Name}'; {choices}"));
        }
    }

    private bool TryTake(string key, out JsonElement value)
    {
        known.Add(key);
        return parameters.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
