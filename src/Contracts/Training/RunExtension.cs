namespace DistributedDL.Contracts.Training;

/// <summary>How an ended run goes on.</summary>
/// <param name="Epochs">More than it has done.</param>
[GenerateSerializer, Immutable, Alias("ddl.RunExtension")]
public sealed record RunExtension([property: Id(0)] int Epochs)
{
    /// <summary>Takes the place of the run's own; none when null.</summary>
    [Id(1)] public StopWhenSpec? StopWhen { get; init; }

    /// <summary>Takes the place of the run's own; epochs are counted from the run's begin.</summary>
    [Id(2)] public EpochList VersionsAt { get; init; } = EpochList.None;
}
