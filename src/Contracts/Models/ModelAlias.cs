namespace DistributedDL.Contracts.Models;

/// <summary>Movable names of versions.</summary>
public static class ModelAlias
{
    /// <summary>The version that predictions use when none is named.</summary>
    public const string Live = "live";
}
