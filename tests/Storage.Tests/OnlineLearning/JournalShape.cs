using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Storage.Tests.OnlineLearning;

/// <param name="Appends">Records of each, and examples of each record.</param>
/// <param name="Reopenings">Before these appends the journal is opened anew.</param>
internal sealed record JournalShape((int Records, int Examples)[] Appends, int SegmentBytes, int[] Reopenings)
{
    public JournalOptions Options => new() { SegmentBytes = SegmentBytes };
}
