namespace DistributedDL.Silo.Hosting;

/// <summary>How a silo joins its cluster; section <c>Silo</c>.</summary>
public sealed class SiloHostOptions
{
    public const string Section = "Silo";

    /// <summary>Silos with the same id find each other.</summary>
    public string ClusterId { get; set; } = "distributeddl";

    /// <summary>Stays the same over all deployments that share stored state.</summary>
    public string ServiceId { get; set; } = "distributeddl";

    /// <summary>Port between silos, on loopback; a free one is found when 0. 0 to 65,535.</summary>
    public int SiloPort { get; set; }

    /// <summary>Port for clients in other processes, on loopback; a free one is found when 0. 0 to 65,535.</summary>
    public int GatewayPort { get; set; }

    /// <summary>Requests that may wait at one grain before more are refused; 1 to 1,000,000, 10,000 by default.</summary>
    public int MaxEnqueuedRequests { get; set; } = 10_000;

    /// <summary>How long an activation may take to recover its state from the store; 1 s to 1 h, 10 min by default.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an idle online session or predictor stays in memory; 1 min to 30 days, 6 h by default.</summary>
    public TimeSpan KeepWarm { get; set; } = TimeSpan.FromHours(6);
}
