namespace DistributedDL.Contracts.Errors;

/// <summary>Another activation has taken the session over. Nothing of the call was applied by this one; attach again after <see cref="RetryAfter"/>.</summary>
[GenerateSerializer, Alias("ddl.SessionMovedException")]
public sealed class SessionMovedException(string session, string reason, TimeSpan retryAfter)
    : ServiceException($"session '{session}': {reason}; connect again in {retryAfter.TotalSeconds:0.###} s")
{
    [Id(0)] public string Session { get; } = session;
    [Id(1)] public string Reason { get; } = reason;
    [Id(2)] public TimeSpan RetryAfter { get; } = retryAfter;
}
