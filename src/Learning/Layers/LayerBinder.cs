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
        if (IsWhole(value, minimum, maximum, out var number)) return number;
        violations.Add(new($"{field}.{key}", $"{value.GetRawText()} is not a whole number from {minimum} to {maximum}"));
        return minimum;
    }

    /// <summary>A whole number that may be left out.</summary>
    public int Int(string key, int minimum, int maximum, int fallback) => Has(key) ? Int(key, minimum, maximum) : fallback;

    /// <summary>A height and a width: one number for both, or a list of two.</summary>
    /// <param name="fallback">Taken when the key is absent; when null the key is required.</param>
    public (int Height, int Width) Pair(string key, int minimum, int maximum, (int Height, int Width)? fallback)
    {
        var expected = $"a whole number from {minimum} to {maximum}, or [height, width] of such";
        if (!TryTake(key, out var value))
        {
            if (fallback is null) violations.Add(new($"{field}.{key}", $"missing; expected {expected}"));
            return fallback ?? (minimum, minimum);
        }
        if (IsWhole(value, minimum, maximum, out var both)) return (both, both);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && IsWhole(value[0], minimum, maximum, out var height) && IsWhole(value[1], minimum, maximum, out var width)) return (height, width);
        violations.Add(new($"{field}.{key}", $"{value.GetRawText()} is not {expected}"));
        return (minimum, minimum);
    }

    /// <summary>A required list of whole numbers; null when it is not one.</summary>
    public IReadOnlyList<int>? Ints(string key, int minimum, int maximum)
    {
        var expected = $"a list of whole numbers from {minimum} to {maximum}";
        if (!TryTake(key, out var value))
        {
            violations.Add(new($"{field}.{key}", $"missing; expected {expected}"));
            return null;
        }
        var numbers = new List<int>();
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in value.EnumerateArray())
            {
                if (IsWhole(entry, minimum, maximum, out var number)) numbers.Add(number);
            }
            if (numbers.Count > 0 && numbers.Count == value.GetArrayLength()) return numbers;
        }
        violations.Add(new($"{field}.{key}", $"{value.GetRawText()} is not {expected}"));
        return null;
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

    /// <summary>Reports a fault of one parameter.</summary>
    public void Fault(string key, string description) => violations.Add(new($"{field}.{key}", description));

    /// <summary>Reports the keys that no parameter was read from.</summary>
    public void Complete()
    {
        foreach (var property in parameters.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            var choices = known.Count == 0 ? "it has none" : $"known are {string.Join(", ", known.Order(StringComparer.Ordinal))}";
            violations.Add(new($"{field}.{property.Name}", $"unknown parameter of layer '{Name}'; {choices}"));
        }
    }

    private static bool IsWhole(JsonElement value, int minimum, int maximum, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number) && number >= minimum && number <= maximum;
    }

    private bool Has(string key) => TryTake(key, out _);

    private bool TryTake(string key, out JsonElement value)
    {
        known.Add(key);
        return parameters.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
