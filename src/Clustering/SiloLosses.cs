namespace DistributedDL.Clustering;

/// <summary>Tells calls under way that a connection to a silo was lost. Thread-safe.</summary>
public sealed class SiloLosses
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next loss.</summary>
    public Task Next => _next.Task;

    public void Lose() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
