using DistributedDL.Learning.Training.Transfer;

namespace DistributedDL.Silo.Training;

/// <summary>What a run takes over, with all references resolved, so that it needs no model any more: a parent may be deleted meanwhile.</summary>
/// <param name="WeightsSha256">Digest of the parent version's snapshot.</param>
/// <param name="OptimizerRun">The run whose checkpoint holds the parent's optimizer; null to begin with a fresh one.</param>
/// <param name="OptimizerSha256">Digest of that checkpoint.</param>
/// <param name="TargetMap">The parent's class index for each of the data set's; null where nothing has to change.</param>
internal sealed record TransferOrigin(
    TransferPlan Plan, string WeightsSha256, string? OptimizerRun, string? OptimizerSha256, int[]? TargetMap);
