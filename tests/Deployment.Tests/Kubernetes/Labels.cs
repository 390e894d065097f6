using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

/// <summary>Label selectors, as Kubernetes reads them.</summary>
internal static class Labels
{
    public static bool Matches(this V1LabelSelector selector, IDictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value)
        && (selector.MatchExpressions ?? []).All(rule => rule.OperatorProperty == "In"
            ? labels.TryGetValue(rule.Key, out var value) && rule.Values.Contains(value)
            : throw new NotSupportedException($"operator {rule.OperatorProperty}"));

    public static bool Match(IDictionary<string, string> selector, IDictionary<string, string> labels) => new V1LabelSelector { MatchLabels = selector }.Matches(labels);
}
