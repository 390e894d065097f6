using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

/// <summary>The part of the Prometheus operator's resource that is used here (monitoring.coreos.com/v1); a field beyond it is a fault.</summary>
public sealed class ServiceMonitor
{
    public required string ApiVersion { get; set; }
    public required string Kind { get; set; }
    public required V1ObjectMeta Metadata { get; set; }
    public required ServiceMonitorSpec Spec { get; set; }

    public sealed class ServiceMonitorSpec
    {
        public required V1LabelSelector Selector { get; set; }
        public required List<Endpoint> Endpoints { get; set; }
    }

    public sealed class Endpoint
    {
        public required string Port { get; set; }
        public string? Path { get; set; }
        public string? Interval { get; set; }
        public List<Relabeling>? Relabelings { get; set; }
    }

    public sealed class Relabeling
    {
        public List<string>? SourceLabels { get; set; }
        public required string TargetLabel { get; set; }
    }
}
