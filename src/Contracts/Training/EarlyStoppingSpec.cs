namespace DistributedDL.Contracts.Training;

/// <summary>Ends a run when its monitored metric gets no better.</summary>
/// <param name="Patience">Evaluations without a better value before the run ends; 1 to 1,000,000.</param>
/// <param name="MinDelta">A value is better when it is so by more than this; at least 0.</param>
/// <param name="KeepLast">Publish the weights of the last epoch; those of the best one otherwise.</param>
[GenerateSerializer, Immutable, Alias("ddl.EarlyStoppingSpec")]
public sealed record EarlyStoppingSpec([property: Id(0)] int Patience, [property: Id(1)] double MinDelta = 0, [property: Id(2)] bool KeepLast = false);
