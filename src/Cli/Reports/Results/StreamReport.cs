namespace DistributedDL.Cli.Reports.Results;

/// <summary>Where an online session stood after so many examples.</summary>
/// <param name="Metrics">Prequential, by the session's names: <c>accuracy</c>, <c>accuracy_window</c>, ….</param>
/// <param name="Alarm">The example at which a detector last said drift; null where none has since the report before.</param>
public sealed record StreamReport(long Examples, IReadOnlyDictionary<string, double> Metrics, long? Alarm);
