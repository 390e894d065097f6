using DistributedDL.Contracts.Models;

namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>What a run takes over from its parent, beside the weights.</summary>
public sealed record TransferPlan
{
    /// <summary>Names of layers that do not train.</summary>
    public IReadOnlyList<string> Freeze { get; init; } = [];

    /// <summary>Freeze every layer but the last so many; 0 for none.</summary>
    public int FreezeAllButLast { get; init; }

    /// <summary>The layer whose outputs are computed once and kept as the features that the head trains on.</summary>
    public string? FeaturesAt { get; init; }

    /// <summary>The layer after which <see cref="NewHead"/> takes the place of the parent's layers.</summary>
    public string? NewHeadAfter { get; init; }

    public IReadOnlyList<LayerSpec> NewHead { get; init; } = [];

    /// <summary>The epoch from which frozen layers train too.</summary>
    public int? UnfreezeAtEpoch { get; init; }

    /// <summary>Learning rate of what was frozen, once it trains.</summary>
    public double? BodyLearningRate { get; init; }

    /// <summary>Go on with the parent's optimizer state.</summary>
    public bool KeepOptimizer { get; init; }
}
