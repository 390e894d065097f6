namespace DistributedDL.Contracts.Errors;

/// <summary>
/// The blob store could not be reached, or refused for load, longer than its retries went on. Whether a write was done is unknown; the same
/// call again after <see cref="RetryAfter"/> finds out.
/// </summary>
[GenerateSerializer, Alias("ddl.StoreUnavailableException")]
public sealed class StoreUnavailableException(string reason, TimeSpan retryAfter)
    : ServiceException($"the blob store is unavailable: {reason}; try again in {retryAfter.TotalSeconds:0.###} s")
{
    [Id(0)] public string Reason { get; } = reason;
    [Id(1)] public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>The one in a chain of causes, as a grain's state storage wraps what its provider throws; null when there is none.</summary>
    public static StoreUnavailableException? In(Exception? failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
            if (e is StoreUnavailableException found) return found;
        return null;
    }
}
