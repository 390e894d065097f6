using DistributedDL.Contracts.Models;

namespace DistributedDL.Silo.Training;

/// <summary>Where a version that a run publishes comes from.</summary>
internal static class RunLineage
{
    /// <param name="epoch">Whose weights they are: layers that were frozen until later are frozen ones.</param>
    public static Lineage Of(string run, TrainingRunState state, int epoch)
    {
        var spec = state.Spec!;
        var unfrozen = spec.Transfer?.UnfreezeAtEpoch is { } unfreezeAt && epoch >= unfreezeAt;
        return new Lineage
        {
            Run = run,
            Epoch = epoch,
            Dataset = spec.Dataset,
            DatasetVersion = spec.DatasetVersion,
            ParentModel = spec.Transfer?.ParentModel,
            ParentVersion = spec.Transfer?.ParentVersion,
            ParentWeightsSha256 = state.Transfer?.WeightsSha256,
            FrozenLayers = unfrozen ? [] : state.Transfer?.Plan.Frozen ?? [],
        };
    }
}
