using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>
/// Says when a session's next snapshot is due: by examples, by time, whichever comes first, and only where something was learned since the
/// one before. Time runs by the monotonic clock; across a restart by the wall clock, of which a step back counts as no time.
/// </summary>
/// <param name="since">Of the last snapshot, or of the opening.</param>
internal sealed class SnapshotSchedule(AutomaticSnapshots spec, long examples, DateTimeOffset since, TimeProvider time)
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private long _examples = examples;
    private long _begun = time.GetTimestamp();
    private TimeSpan _before = Within(time.GetUtcNow() - since, spec.Every ?? TimeSpan.Zero);
    private long? _failed;

    /// <param name="examples">That the session has learned by now.</param>
    public bool IsDue(long examples) => DueIn(examples) == TimeSpan.Zero;

    /// <summary>When it is due if nothing more is learned; null for never.</summary>
    public TimeSpan? DueIn(long examples)
    {
        if (examples <= _examples) return null;
        if (_failed is { } failed && Within(RetryAfter - time.GetElapsedTime(failed), RetryAfter) is var wait && wait > TimeSpan.Zero) return wait;
        if (spec.EveryExamples is { } count && examples - _examples >= count) return TimeSpan.Zero;
        return spec.Every is { } every ? Within(every - _before - time.GetElapsedTime(_begun), every) : null;
    }

    public void Taken(long examples) => (_examples, _begun, _before, _failed) = (examples, time.GetTimestamp(), TimeSpan.Zero, null);

    public void Failed() => _failed = time.GetTimestamp();

    private static TimeSpan Within(TimeSpan span, TimeSpan most) => span < TimeSpan.Zero ? TimeSpan.Zero : span > most ? most : span;
}
