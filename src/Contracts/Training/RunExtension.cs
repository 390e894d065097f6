namespace DistributedDL.Contracts.Training;

/// <summary>How an ended run goes on.</summary>
/// <param name="Epochs">More than it has done.</param>
/// <param name="StopWhen">Takes the place of the run's own; none when null.</param>
/// <param name="VersionsAt">Takes the place of the run's own; epochs are counted from the run's begin.</param>
[GenerateSerializer, Immutable, Alias("ddl.RunExtension")]
public sealed record RunExtension([property: Id(0)] int Epochs, [property: Id(1)] StopWhenSpec? StopWhen, [property: Id(2)] EpochList VersionsAt);
