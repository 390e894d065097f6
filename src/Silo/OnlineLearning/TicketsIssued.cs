namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Predictions whose labels may come later; the tickets' names follow from the operation's number.</summary>
/// <param name="At">The clock then: what has expired by it is dropped, at replay as it was live.</param>
/// <param name="Features">Row-major <c>[tickets, width]</c>.</param>
/// <param name="Outputs">Row-major <c>[tickets, output width]</c>.</param>
internal sealed record TicketsIssued(DateTimeOffset At, DateTimeOffset ExpiresAt, int Count, float[] Features, float[] Outputs) : SessionOperation;
