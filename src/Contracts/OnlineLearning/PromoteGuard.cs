namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>
/// A snapshot goes live only if its prequential metric is no worse than the live version's by more than a margin; otherwise it is kept as
/// a candidate. A live version without that metric passes everything.
/// </summary>
/// <param name="Metric">As in a session's metrics, such as <c>accuracy_window</c>; for losses and errors less is better.</param>
/// <param name="Margin">0 or more, in the metric's own unit.</param>
[GenerateSerializer, Immutable, Alias("ddl.PromoteGuard")]
public sealed record PromoteGuard([property: Id(0)] string Metric, [property: Id(1)] double Margin = 0);
