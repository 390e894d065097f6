namespace DistributedDL.Silo.OnlineLearning;

/// <summary>
/// Says when the weights that predictions use are to follow the learner's: an example is seen by predictions at most so long after its
/// acknowledgement. Copying at every group would cost more than learning it where groups are small.
/// </summary>
/// <param name="maxStaleness">0 for every group, before it is acknowledged.</param>
internal sealed class PublishingPolicy(TimeSpan maxStaleness, TimeProvider time)
{
    private long _published = time.GetTimestamp();
    private long _behindSince;
    private TimeSpan _perExample;

    /// <summary>Something was learned that predictions do not see yet.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>After so long without another group, what is not seen yet is published by a timer.</summary>
    public TimeSpan Patience => maxStaleness / 4;

    /// <summary>Before a group that may take long: what was acknowledged before it cannot wait for its end.</summary>
    public bool IsDueBefore(int examples) => IsBehind && _perExample * examples >= maxStaleness / 4;

    /// <summary>After a group, before it is acknowledged.</summary>
    public bool IsDueAfter => maxStaleness == TimeSpan.Zero || time.GetElapsedTime(_published) >= maxStaleness / 2;

    /// <summary>How long the oldest example has been learned that predictions do not see yet.</summary>
    public TimeSpan Staleness => IsBehind ? time.GetElapsedTime(_behindSince) : TimeSpan.Zero;

    public void Learned(int examples, TimeSpan compute)
    {
        if (!IsBehind) (IsBehind, _behindSince) = (true, time.GetTimestamp());
        if (examples > 0) _perExample = compute / examples;
    }

    public void Published() => (_published, IsBehind) = (time.GetTimestamp(), false);
}
