namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Counts what has been learned since the last checkpoint, and says when the next one is due.</summary>
internal sealed class CheckpointPolicy(OnlineLearningOptions options, TimeProvider time)
{
    private long _since = time.GetTimestamp();
    private long _examples;
    private long _bytes;
    private TimeSpan _compute;

    public bool IsDue => _examples > 0
        && (_examples >= options.CheckpointExamples || _bytes >= options.CheckpointBytes
            || _compute >= options.CheckpointCompute || time.GetElapsedTime(_since) >= options.CheckpointAge);

    public void Learned(int examples, long bytes, TimeSpan compute)
    {
        _examples += examples;
        _bytes += bytes;
        _compute += compute;
    }

    public void Stored() => (_since, _examples, _bytes, _compute) = (time.GetTimestamp(), 0, 0, TimeSpan.Zero);
}
