using DistributedDL.Contracts.Models;

namespace DistributedDL.Contracts.Training;

/// <summary>What a run takes over from a trained version, and which of it trains on.</summary>
[GenerateSerializer, Immutable, Alias("ddl.TransferSpec")]
public sealed record TransferSpec
{
    [Id(0)] public required string ParentModel { get; init; }

    /// <summary>The live version when null; the run records the one it used.</summary>
    [Id(1)] public int? ParentVersion { get; init; }

    /// <summary>Go on with the optimizer's state too; the structure and the optimizer have to be the parent's.</summary>
    [Id(2)] public bool KeepOptimizer { get; init; }

    /// <summary>Layers that do not train: names, or <c>conv*</c> for all names that begin so.</summary>
    [Id(3)] public IReadOnlyList<string> Freeze { get; init; } = [];

    /// <summary>Freeze all but the last so many layers with trainable parameters; at least 1.</summary>
    [Id(4)] public int? AllButLast { get; init; }

    /// <summary>Epoch from which on the frozen layers train too; at least 2.</summary>
    [Id(5)] public int? UnfreezeAtEpoch { get; init; }

    /// <summary>Learning rate of the body: of frozen layers once they train, and of all layers up to <see cref="After"/>.</summary>
    [Id(6)] public double? BodyLearningRate { get; init; }

    /// <summary>Layers that replace those after <see cref="After"/>; none when empty.</summary>
    [Id(7)] public IReadOnlyList<LayerSpec> NewHead { get; init; } = [];

    /// <summary>The last layer that stays before a new head.</summary>
    [Id(8)] public string? After { get; init; }

    /// <summary>Compute the output of this layer once for all examples, keep it in the store, and train only what comes after.</summary>
    [Id(9)] public string? FeaturesAt { get; init; }

    public bool Equals(TransferSpec? other) =>
        other is not null && ParentModel == other.ParentModel && ParentVersion == other.ParentVersion && KeepOptimizer == other.KeepOptimizer
        && Freeze.SequenceEqual(other.Freeze) && AllButLast == other.AllButLast && UnfreezeAtEpoch == other.UnfreezeAtEpoch
        && BodyLearningRate == other.BodyLearningRate && NewHead.SequenceEqual(other.NewHead) && After == other.After && FeaturesAt == other.FeaturesAt;

    public override int GetHashCode() => HashCode.Combine(ParentModel, ParentVersion, After, FeaturesAt);
}
