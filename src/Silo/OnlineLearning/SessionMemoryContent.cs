namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What a checkpoint holds of a session's memory beside numbers.</summary>
internal sealed record SessionMemoryContent(
    IReadOnlyCollection<LearnedOperation> Operations, IReadOnlyList<OpenTicket> Open, IReadOnlyCollection<ClosedTicket> Closed);
