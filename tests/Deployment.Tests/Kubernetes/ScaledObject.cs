using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

/// <summary>The part of KEDA's resource that is used here (keda.sh/v1alpha1); a field beyond it is a fault.</summary>
public sealed class ScaledObject
{
    public required string ApiVersion { get; set; }
    public required string Kind { get; set; }
    public required V1ObjectMeta Metadata { get; set; }
    public required ScaledObjectSpec Spec { get; set; }

    public sealed class ScaledObjectSpec
    {
        public required V2CrossVersionObjectReference ScaleTargetRef { get; set; }
        public int? PollingInterval { get; set; }
        public int? MinReplicaCount { get; set; }
        public int? MaxReplicaCount { get; set; }
        public required List<Trigger> Triggers { get; set; }
        public Advanced? Advanced { get; set; }
    }

    public sealed class Trigger
    {
        public required string Type { get; set; }
        public string? MetricType { get; set; }
        public required Dictionary<string, string> Metadata { get; set; }
    }

    public sealed class Advanced
    {
        public HorizontalPodAutoscalerConfig? HorizontalPodAutoscalerConfig { get; set; }
    }

    public sealed class HorizontalPodAutoscalerConfig
    {
        public V2HorizontalPodAutoscalerBehavior? Behavior { get; set; }
    }
}
