namespace DistributedDL.Storage.OnlineLearning;

/// <summary>Examples that were learned as one group, or one operation of the journal's owner.</summary>
/// <param name="FirstSequence">Of an operation: the sequence number after the last one before it.</param>
/// <param name="Features">Row-major <c>[examples, width]</c>.</param>
/// <param name="Targets">Class index or value, one an example.</param>
public sealed record JournalRecord(long FirstSequence, ReadOnlyMemory<float> Features, ReadOnlyMemory<float> Targets)
{
    public int Examples => Targets.Length;

    public long LastSequence => FirstSequence + Examples - 1;

    /// <summary>Number of the operation, counted from 1; 0 for examples.</summary>
    public long Operation { get; private init; }

    /// <summary>The operation's content; empty for examples.</summary>
    public ReadOnlyMemory<byte> Content { get; private init; }

    /// <summary>An operation does not count as a sequence number; it is read back in order with the examples.</summary>
    public static JournalRecord OfOperation(long number, long afterSequence, ReadOnlyMemory<byte> content) =>
        new(afterSequence + 1, default, default) { Operation = number, Content = content };

    internal long PayloadBytes => Operation > 0 ? sizeof(long) + (long)Content.Length : (Features.Length + (long)Targets.Length) * sizeof(float);
}
