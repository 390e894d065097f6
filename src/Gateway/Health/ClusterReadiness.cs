using System.Diagnostics.Metrics;
using DistributedDL.Gateway.Metrics;

namespace DistributedDL.Gateway.Health;

/// <summary>Whether calls are welcome: the cluster answers, and the server is not on its way out.</summary>
internal sealed class ClusterReadiness
{
    private readonly DrainSignal _drain;
    private volatile string? _fault = "the cluster has not answered yet";

    public ClusterReadiness(DrainSignal drain, IMeterFactory meters)
    {
        _drain = drain;
        meters.Create(GatewayMetrics.MeterName).CreateObservableGauge("ddl.ready", () => Reason is null ? 1 : 0,
            description: "1 while the gateway is ready for calls, else 0.");
    }

    /// <summary>Why calls are not welcome; null when they are.</summary>
    public string? Reason => _drain.IsDraining ? "the server is shutting down" : _fault;

    /// <summary>What is wrong with the cluster, whatever the server does; null when it answers.</summary>
    public string? Fault => _fault;

    /// <summary>Whether the cluster has answered since the start.</summary>
    public bool HasBeenReady { get; private set; }

    /// <summary>The cluster's last answer: null, or what is wrong with it.</summary>
    public void Record(string? fault)
    {
        _fault = fault;
        if (fault is null) HasBeenReady = true;
    }
}
