namespace DistributedDL.Contracts.Training;

/// <summary>Ends a run with the first epoch whose metric reaches the bound; the weights of that epoch are published.</summary>
/// <param name="Metric">As in <c>train_accuracy</c>, which is the mean over the epoch's steps, or <c>validation_loss</c>, looked at where it is evaluated.</param>
/// <param name="AtLeast">Reached at and above it.</param>
/// <param name="AtMost">Reached at and below it; one of the two is given.</param>
[GenerateSerializer, Immutable, Alias("ddl.StopWhenSpec")]
public sealed record StopWhenSpec([property: Id(0)] string Metric, [property: Id(1)] double? AtLeast = null, [property: Id(2)] double? AtMost = null)
{
    /// <summary>A value that is not a number reaches nothing.</summary>
    public bool IsReached(double value) => value >= AtLeast || value <= AtMost;
}
