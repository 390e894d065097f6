using DistributedDL.Contracts.Errors;

namespace DistributedDL.Contracts.Naming;

/// <summary>The rule for names of data sets, models and sessions.</summary>
public static class ResourceName
{
    public const int MaxLength = 200;

    public const string Rule = "a name has 1 to 200 characters out of letters, digits, '.', '_' and '-', and begins with a letter or digit";

    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(name[0]) && !name.Contains("..", StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Adds a violation when <paramref name="name"/> breaks the rule.</summary>
    public static void Check(string field, string? name, ICollection<FieldViolation> violations)
    {
        if (IsValid(name)) return;
        var shown = name is { Length: > 40 } ? $"{name[..40]}… ({name.Length} characters)" : name;
        violations.Add(new FieldViolation(field, $"'{shown}' is not a name: {Rule}, and has no '..'"));
    }

    /// <exception cref="InvalidArgumentException">The name breaks the rule.</exception>
    public static string Require(string field, string? name)
    {
        var violations = new List<FieldViolation>();
        Check(field, name, violations);
        InvalidArgumentException.ThrowIfAny(violations);
        return name!;
    }
}
