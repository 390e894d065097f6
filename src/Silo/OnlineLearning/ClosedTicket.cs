namespace DistributedDL.Silo.OnlineLearning;

/// <summary>A ticket that was learned, or that has expired.</summary>
/// <param name="Target">Null where it has expired.</param>
internal sealed record ClosedTicket(string Id, float? Target, DateTimeOffset ExpiresAt);
