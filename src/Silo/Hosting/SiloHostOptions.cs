namespace DistributedDL.Silo.Hosting;

/// <summary>How a silo joins its cluster; section <c>Silo</c>. Which cluster is said in section <c>Cluster</c>.</summary>
public sealed class SiloHostOptions
{
    public const string Section = "Silo";

    /// <summary>
    /// Where the others reach this silo, and where it listens: an IP address or a host name that has one. Default the loopback address; in a
    /// cluster of several machines it must be given, in Kubernetes as the pod's IP.
    /// </summary>
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>Port between silos; a free one is found when 0, which is meant for silos of one machine. 0 to 65,535.</summary>
    public int SiloPort { get; set; }

    /// <summary>Port for clients in other processes, which gateways are; a free one is found when 0. 0 to 65,535.</summary>
    public int GatewayPort { get; set; }

    /// <summary>Port between the ranks of a training run; a free one is found when 0. 0 to 65,535.</summary>
    public int RankPort { get; set; }

    /// <summary>Requests that may wait at one grain before more are refused; 1 to 1,000,000, 10,000 by default.</summary>
    public int MaxEnqueuedRequests { get; set; } = 10_000;

    /// <summary>How long an activation may take to recover its state from the store; 1 s to 1 h, 10 min by default.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an idle online session or predictor stays in memory; 1 min to 30 days, 6 h by default.</summary>
    public TimeSpan KeepWarm { get; set; } = TimeSpan.FromHours(6);
}
