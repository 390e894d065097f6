namespace DistributedDL.Contracts.Catalog;

/// <summary>What a catalog lists.</summary>
public enum ResourceKind
{
    Dataset,
    Model,
    TrainingRun,
    OnlineSession,
}
