namespace DistributedDL.Silo.Training;

/// <summary>
/// Lets a run copy its state after an epoch as long as copying takes at most a fiftieth of its time: every epoch where
/// epochs are long beside a copy, seldom where the weights are large and the epochs short.
/// </summary>
internal sealed class CaptureBudget(TimeProvider time)
{
    private const double Share = 0.02;
    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _spent;

    public bool Allows => _spent <= time.GetElapsedTime(_begun) * Share;

    public T Spend<T>(Func<T> capture)
    {
        var begun = time.GetTimestamp();
        var captured = capture();
        _spent += time.GetElapsedTime(begun);
        return captured;
    }
}
