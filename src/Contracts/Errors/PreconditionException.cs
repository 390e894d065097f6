namespace DistributedDL.Contracts.Errors;

/// <summary>The request is sound, but the state of its subject does not allow it; a retry alone does not help.</summary>
[GenerateSerializer, Alias("ddl.PreconditionException")]
public sealed class PreconditionException(string subject, string reason)
    : ServiceException($"{subject}: {reason}")
{
    [Id(0)] public string Subject { get; } = subject;
    [Id(1)] public string Reason { get; } = reason;
}
