namespace DistributedDL.Contracts.Models;

/// <summary>Where a version comes from.</summary>
[GenerateSerializer, Immutable, Alias("ddl.Lineage")]
public sealed record Lineage
{
    [Id(0)] public string? ParentModel { get; init; }
    [Id(1)] public int? ParentVersion { get; init; }
    [Id(2)] public string? ParentWeightsSha256 { get; init; }

    /// <summary>The training run that made it.</summary>
    [Id(3)] public string? Run { get; init; }

    /// <summary>The online session that it is a snapshot of, and the last sequence number it had learned.</summary>
    [Id(4)] public string? Session { get; init; }
    [Id(5)] public long? Sequence { get; init; }

    [Id(6)] public string? Dataset { get; init; }
    [Id(7)] public int? DatasetVersion { get; init; }

    /// <summary>Layers that did not train.</summary>
    [Id(8)] public IReadOnlyList<string> FrozenLayers { get; init; } = [];

    /// <summary>The epoch of <see cref="Run"/> whose weights they are, counted from 1.</summary>
    [Id(9)] public int? Epoch { get; init; }
}
