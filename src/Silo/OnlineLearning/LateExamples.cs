namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Labels of open tickets.</summary>
/// <param name="At">The clock then.</param>
internal sealed record LateExamples(DateTimeOffset At, string[] Tickets, float[] Targets) : SessionOperation;
