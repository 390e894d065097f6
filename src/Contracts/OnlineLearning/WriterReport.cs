using DistributedDL.Contracts.Models;

namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>A writer's place in a session.</summary>
/// <param name="Writer">Goes with every batch; a later writer makes it invalid.</param>
/// <param name="LastSequence">The session's last durable sequence number.</param>
/// <param name="Width">Numbers of one example.</param>
[GenerateSerializer, Immutable, Alias("ddl.WriterReport")]
public sealed record WriterReport(
    [property: Id(0)] long Writer,
    [property: Id(1)] long LastSequence,
    [property: Id(2)] int Width,
    [property: Id(3)] ModelSignature Signature);
