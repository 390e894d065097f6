using DistributedDL.Contracts.Errors;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Bounds the sessions that are in a silo's memory at once. Thread-safe.</summary>
internal sealed class SessionPlaces(int most)
{
    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromSeconds(10);

    private int _taken;

    /// <exception cref="OverloadedException">All places are taken.</exception>
    public void Take()
    {
        if (Interlocked.Increment(ref _taken) <= most) return;
        Interlocked.Decrement(ref _taken);
        throw new OverloadedException($"the memory of a silo for online sessions ({most} places)", RetryWhenFull);
    }

    public void GiveBack() => Interlocked.Decrement(ref _taken);
}
