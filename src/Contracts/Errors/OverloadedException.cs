namespace DistributedDL.Contracts.Errors;

/// <summary>A bounded queue is full. Nothing was begun; try again after <see cref="RetryAfter"/>.</summary>
[GenerateSerializer, Alias("ddl.OverloadedException")]
public sealed class OverloadedException(string queue, TimeSpan retryAfter)
    : ServiceException($"{queue} is full; try again in {retryAfter.TotalSeconds:0.###} s")
{
    [Id(0)] public string Queue { get; } = queue;
    [Id(1)] public TimeSpan RetryAfter { get; } = retryAfter;
}
