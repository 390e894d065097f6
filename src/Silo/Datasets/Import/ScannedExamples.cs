using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>The outcome of a first pass without faults.</summary>
/// <param name="Skipped">Examples that were left out as undecodable.</param>
public sealed record ScannedExamples(FeatureSchema Features, TargetSchema Target, IReadOnlyList<ScannedPart> Parts, long Skipped = 0)
{
    /// <summary>The feature column, the last dimension of their shape, that is the target too; null when there is none.</summary>
    public int? TargetColumn { get; init; }

    /// <summary>What the first pass keeps for the second; disposed when the import ends. Null when that reads the files again.</summary>
    public IAsyncDisposable? Kept { get; init; }
}
