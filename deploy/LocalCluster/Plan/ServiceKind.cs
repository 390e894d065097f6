namespace DistributedDL.Deployment.Plan;

/// <summary>What a service of the compose file is, by its image. In the order in which they start; they end in the opposite one.</summary>
public enum ServiceKind
{
    Redis,
    Azurite,
    Silo,
    Gateway,
    Prometheus,

    /// <summary>Not started: Grafana, of which there is no package here.</summary>
    LeftOut,
}
