using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>The outcome of a first pass without faults.</summary>
public sealed record ScannedExamples(FeatureSchema Features, TargetSchema Target, IReadOnlyList<ScannedPart> Parts);
