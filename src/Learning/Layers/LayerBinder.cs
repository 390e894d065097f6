using System.Text.Json;
using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>Gives a layer its name, input shape and parameters.</summary>
/// <param name="field">Path of the layer, as in <c>layers[2]</c>.</param>
/// <param name="input">Null when an earlier layer's fault hides it.</param>
internal sealed class LayerBinder(string field, string name, IReadOnlyList<int>? input, JsonElement parameters, List<FieldViolation> violations)
    : SpecBinder(field, $"layer '{name}'", parameters, violations)
{
    public string Name { get; } = name;

    public IReadOnlyList<int>? Input { get; } = input;

    /// <summary>A height and a width: one number for both, or a list of two.</summary>
    /// <param name="fallback">Taken when the key is absent; when null the key is required.</param>
    public (int Height, int Width) Pair(string key, int minimum, int maximum, (int Height, int Width)? fallback)
    {
        var expected = $"a whole number from {minimum} to {maximum}, or [height, width] of such";
        if (!TryTake(key, out var value))
        {
            if (fallback is null) Violations.Add(new($"{Field}.{key}", $"missing; expected {expected}"));
            return fallback ?? (minimum, minimum);
        }
        if (IsWhole(value, minimum, maximum, out var both)) return (both, both);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && IsWhole(value[0], minimum, maximum, out var height) && IsWhole(value[1], minimum, maximum, out var width)) return (height, width);
        Violations.Add(new($"{Field}.{key}", $"{value.GetRawText()} is not {expected}"));
        return (minimum, minimum);
    }

    /// <summary>A required list of whole numbers; null when it is not one.</summary>
    public IReadOnlyList<int>? Ints(string key, int minimum, int maximum)
    {
        var expected = $"a list of whole numbers from {minimum} to {maximum}";
        if (!TryTake(key, out var value))
        {
            Violations.Add(new($"{Field}.{key}", $"missing; expected {expected}"));
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
        Violations.Add(new($"{Field}.{key}", $"{value.GetRawText()} is not {expected}"));
        return null;
    }

    /// <summary>Reports an input shape that does not fit.</summary>
    public void Misfit(string expected) =>
        Violations.Add(new(Field, $"layer '{Name}' takes {expected}, but its input has the shape {Shape.Show(Input!)}"));
}
