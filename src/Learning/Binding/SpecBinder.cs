using System.Text.Json;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Learning.Binding;

/// <summary>Reads the parameters of one part of a spec, strictly: an unknown key, a wrong type and a value out of bounds are all faults.</summary>
/// <param name="field">Path of the parameters, as in <c>layers[2]</c> or <c>optimizer_parameters</c>.</param>
/// <param name="owner">Whose they are, as in <c>layer 'dense'</c>.</param>
internal class SpecBinder(string field, string owner, JsonElement parameters, List<FieldViolation> violations)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    protected string Field { get; } = field;

    protected List<FieldViolation> Violations { get; } = violations;

    /// <summary>Parses the text, binds it and reports the keys that nothing was read from.</summary>
    /// <returns>Default, and a violation, when the text is no JSON object.</returns>
    public static T? Read<T>(string field, string owner, string json, List<FieldViolation> violations, Func<SpecBinder, T> bind)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var binder = new SpecBinder(field, owner, document.RootElement, violations);
                var bound = bind(binder);
                binder.Complete();
                return bound;
            }
            violations.Add(new(field, $"the parameters of {owner} are not a JSON object"));
        }
        catch (JsonException e)
        {
            violations.Add(new(field, $"the parameters of {owner} are not JSON: {e.Message}"));
        }
        return default;
    }

    public int Int(string key, int minimum, int maximum)
    {
        if (!TryTake(key, out var value))
        {
            Violations.Add(new($"{Field}.{key}", $"missing; expected a whole number from {minimum} to {maximum}"));
            return minimum;
        }
        if (IsWhole(value, minimum, maximum, out var number)) return number;
        Violations.Add(new($"{Field}.{key}", $"{value.GetRawText()} is not a whole number from {minimum} to {maximum}"));
        return minimum;
    }

    /// <summary>A whole number that may be left out.</summary>
    public int Int(string key, int minimum, int maximum, int fallback) => Has(key) ? Int(key, minimum, maximum) : fallback;

    /// <param name="fallback">Taken when the key is absent; when null the key is required.</param>
    public double Double(string key, double minimum, double maximum, double? fallback)
    {
        var bound = FormattableString.Invariant($"a number from {minimum} to {maximum}");
        if (!TryTake(key, out var value))
        {
            if (fallback is null) Violations.Add(new($"{Field}.{key}", $"missing; expected {bound}"));
            return fallback ?? minimum;
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= minimum && number <= maximum) return number;
        Violations.Add(new($"{Field}.{key}", $"{value.GetRawText()} is not {bound}"));
        return minimum;
    }

    /// <inheritdoc cref="Double"/>
    public float Float(string key, double minimum, double maximum, double? fallback) => (float)Double(key, minimum, maximum, fallback);

    public bool Bool(string key, bool fallback)
    {
        if (!TryTake(key, out var value)) return fallback;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Violations.Add(new($"{Field}.{key}", $"{value.GetRawText()} is not true or false"));
        return fallback;
    }

    /// <summary>A name out of a list; the fallback when it is absent.</summary>
    public T Choice<T>(string key, Func<string, T?> find, string choices, T fallback) where T : class
    {
        if (!TryTake(key, out var value)) return fallback;
        if (value.ValueKind == JsonValueKind.String && find(value.GetString()!) is { } found) return found;
        Violations.Add(new($"{Field}.{key}", $"{value.GetRawText()} is unknown; known are {choices}"));
        return fallback;
    }

    /// <summary>A value of a form of its own, as it was given.</summary>
    public bool TryTake(string key, out JsonElement value)
    {
        _known.Add(key);
        return parameters.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>Reports a fault of one parameter.</summary>
    public void Fault(string key, string description) => Violations.Add(new($"{Field}.{key}", description));

    /// <summary>Reports the keys that no parameter was read from.</summary>
    public void Complete()
    {
        foreach (var property in parameters.EnumerateObject().Where(property => !_known.Contains(property.Name)))
        {
            var choices = _known.Count == 0 ? "it has none" : $"known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}";
            Violations.Add(new($"{Field}.{property.Name}", $"unknown parameter of {owner}; {choices}"));
        }
    }

    protected static bool IsWhole(JsonElement value, int minimum, int maximum, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number) && number >= minimum && number <= maximum;
    }

    private bool Has(string key) => TryTake(key, out _);
}
