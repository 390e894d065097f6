using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>
/// What a session knows of the calls before, to tell what is new. It stands at the last admitted call, which may not be durable yet; a checkpoint
/// takes it where admitted, durable and learned are the same. Replay brings it to where it was, from the records alone.
/// </summary>
internal sealed partial class SessionMemory(string session, int width, int window, int epoch, SessionLabels labels)
{
    private const string Prefix = "session.";
    private const string CountsName = Prefix + "counts";
    private const string HashesName = Prefix + "hashes";

    private readonly SequenceHashes _hashes = new(window);

    /// <summary>With those of the last admitted call.</summary>
    public SessionLabels Labels => labels;

    /// <summary>The last sequence number that was admitted.</summary>
    public long Sequence { get; private set; }

    /// <exception cref="SequenceGapException">The batch begins after the next expected number.</exception>
    /// <exception cref="PreconditionException">A number was admitted before with other content.</exception>
    public SessionAdmission Admit(LearnBatch batch, LearnTargets targets)
    {
        if (batch.FirstSequence > Sequence + 1) throw new SequenceGapException(session, Sequence, batch.FirstSequence);
        var duplicates = (int)Math.Min(batch.Examples, Sequence + 1 - batch.FirstSequence);
        for (var i = 0; i < duplicates; i++)
        {
            if (!_hashes.Matches(batch.FirstSequence + i, SequenceHashes.Of(batch.Features.AsSpan(i * width, width), targets.Values[i])))
                throw new PreconditionException($"session '{session}'", $"sequence {batch.FirstSequence + i} was learned with other content; a sequence number is used once");
        }
        if (duplicates == batch.Examples) return new SessionAdmission(Sequence, duplicates, [], []);
        return Admit([.. WithNewLabels(Records(batch, targets.Values, duplicates), targets.NewLabels)], duplicates);
    }

    /// <summary>Takes in a record.</summary>
    /// <returns>What it does to the learner.</returns>
    public LearnerStep Replay(JournalRecord record)
    {
        if (record.Operation > 0) return Replay(record.Operation, SessionOperation.Parse(record.Content));
        var features = record.Features.Span;
        var targets = record.Targets.Span;
        for (var i = 0; i < targets.Length; i++) _hashes.Add(record.FirstSequence + i, SequenceHashes.Of(features.Slice(i * width, width), targets[i]));
        Sequence = record.LastSequence;
        return new LearnerStep(record.Features, record.Targets);
    }

    public IEnumerable<NamedTensor> Capture() =>
    [
        Tensor(CountsName, [Sequence, _hashes.Kept.First, Operation, Unnumbered]),
        Content(),
        Tensor(HashesName, MemoryMarshal.Cast<ulong, long>(_hashes.ToArray())),
    ];

    /// <summary>The learner's part of a checkpoint.</summary>
    public static IReadOnlyList<NamedTensor> Without(IReadOnlyList<NamedTensor> checkpoint) =>
        [.. checkpoint.Where(tensor => !tensor.Name.StartsWith(Prefix, StringComparison.Ordinal))];

    /// <summary>Goes on after a sequence number, because what lies between cannot be read.</summary>
    public void SkipTo(long sequence) => Sequence = Math.Max(Sequence, sequence);

    /// <exception cref="CorruptBlobException">The checkpoint has no such part.</exception>
    public void Restore(string checkpoint, IReadOnlyList<NamedTensor> tensors)
    {
        var counts = Numbers(checkpoint, tensors, CountsName);
        if (counts.Length < 4) throw new CorruptBlobException(checkpoint, $"'{CountsName}' has {counts.Length} numbers");
        (Sequence, Operation, Unnumbered) = (counts[0], counts[2], counts[3]);
        var first = counts[1];
        foreach (var hash in Numbers(checkpoint, tensors, HashesName)) _hashes.Add(first++, (ulong)hash);
        Restore(checkpoint, Find(checkpoint, tensors, ContentName).Data);
    }

    private static NamedTensor Tensor(string name, ReadOnlySpan<long> values) => new(name, ElementType.I64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    // All checks come before: from here on nothing may fail.
    private SessionAdmission Admit(List<JournalRecord> records, int duplicates)
    {
        var steps = new List<LearnerStep>(records.Count);
        foreach (var record in records) steps.Add(Replay(record));
        return new SessionAdmission(Sequence, duplicates, records, steps);
    }

    private List<JournalRecord> Records(LearnBatch batch, float[] targets, int duplicates)
    {
        var records = new List<JournalRecord>(Math.Max(1, batch.Messages.Count));
        var at = 0;
        foreach (var count in batch.Messages.Count > 0 ? batch.Messages : [batch.Examples])
        {
            var from = Math.Max(at, duplicates);
            at += count;
            if (at > from) records.Add(new JournalRecord(batch.FirstSequence + from, batch.Features.AsMemory(from * width, (at - from) * width), targets.AsMemory(from, at - from)));
        }
        return records;
    }

    private static ReadOnlySpan<long> Numbers(string checkpoint, IReadOnlyList<NamedTensor> tensors, string name) =>
        MemoryMarshal.Cast<byte, long>(Find(checkpoint, tensors, name).Data.Span);

    private static NamedTensor Find(string checkpoint, IReadOnlyList<NamedTensor> tensors, string name) =>
        tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new CorruptBlobException(checkpoint, $"'{name}' is missing");
}
