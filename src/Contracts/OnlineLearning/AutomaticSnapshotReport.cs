namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>The last snapshot that a session has published by itself.</summary>
/// <param name="Number">So many there have been; 0 before the first.</param>
/// <param name="Version">Of the session's model.</param>
/// <param name="Examples">The session's count of examples then.</param>
/// <param name="Candidate">Why it did not go live though that was asked; null otherwise.</param>
/// <param name="Failure">Why the one that was due since could not be published; it is tried again. Null otherwise.</param>
[GenerateSerializer, Immutable, Alias("ddl.AutomaticSnapshotReport")]
public sealed record AutomaticSnapshotReport(
    [property: Id(0)] int Number,
    [property: Id(1)] int? Version,
    [property: Id(2)] long Examples,
    [property: Id(3)] DateTimeOffset? At,
    [property: Id(4)] string? Candidate,
    [property: Id(5)] string? Failure);
