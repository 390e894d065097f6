namespace DistributedDL.Storage.OnlineLearning;

/// <summary>Examples that were learned as one group.</summary>
/// <param name="Features">Row-major <c>[examples, width]</c>.</param>
/// <param name="Targets">Class index or value, one an example.</param>
public sealed record JournalRecord(long FirstSequence, ReadOnlyMemory<float> Features, ReadOnlyMemory<float> Targets)
{
    public int Examples => Targets.Length;

    public long LastSequence => FirstSequence + Examples - 1;
}
