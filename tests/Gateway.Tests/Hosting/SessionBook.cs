using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Gateway.Tests.Hosting;

/// <summary>The sequence rules of a session: duplicates are passed over, gaps and bad labels refused whole.</summary>
internal sealed class SessionBook
{
    public long LastSequence { get; private set; }

    public LearnReport Learn(string session, LearnBatch batch)
    {
        if (batch.FirstSequence > LastSequence + 1) throw new SequenceGapException(session, LastSequence, batch.FirstSequence);
        var bad = Array.IndexOf(batch.Labels ?? [], "bad");
        if (bad >= 0) throw new InvalidArgumentException($"labels[{bad}]", "'bad' is not a label; there are 'no', 'yes'");
        var duplicates = (int)Math.Min(batch.Examples, LastSequence + 1 - batch.FirstSequence);
        var learned = Enumerable.Range(duplicates, batch.Examples - duplicates).Select(i => batch.FirstSequence + i).ToArray();
        if (learned.Length > 0) LastSequence = learned[^1];
        return new LearnReport(
            LastSequence, duplicates, [.. learned.Select(sequence => (float)(sequence % 2))], [.. learned.Select(sequence => sequence / 1000f)],
            new Dictionary<string, double> { ["accuracy"] = LastSequence });
    }
}
