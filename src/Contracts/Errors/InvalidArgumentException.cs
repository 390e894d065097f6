namespace DistributedDL.Contracts.Errors;

/// <summary>The request itself is wrong, whatever the state of the system. Carries every fault that was found.</summary>
[GenerateSerializer, Alias("ddl.InvalidArgumentException")]
public sealed class InvalidArgumentException : ServiceException
{
    public InvalidArgumentException(string field, string description)
        : this([new FieldViolation(field, description)]) { }

    public InvalidArgumentException(IReadOnlyList<FieldViolation> violations)
        : base(string.Join("; ", violations.Select(v => $"{v.Field}: {v.Description}"))) => Violations = violations;

    [Id(0)] public IReadOnlyList<FieldViolation> Violations { get; }

    /// <exception cref="InvalidArgumentException">There is at least one violation.</exception>
    public static void ThrowIfAny(IReadOnlyList<FieldViolation> violations)
    {
        if (violations.Count > 0) throw new InvalidArgumentException(violations);
    }
}
