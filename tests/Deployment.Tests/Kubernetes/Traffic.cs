using System.Globalization;
using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

/// <summary>Who may talk to whom, by the network policies of one build.</summary>
internal sealed class Traffic(Manifests manifests)
{
    private readonly string _namespace = manifests.All<V1NetworkPolicy>().First().Metadata.NamespaceProperty ?? "default";

    /// <summary>A pod of the build itself, in its namespace.</summary>
    public Party Pod(string name) => new(manifests.Pods.Single(pod => pod.Name == name).Template.Metadata.Labels, NamespaceLabels(_namespace));

    public static Party Elsewhere(string space, params (string, string)[] labels) => new(labels.ToDictionary(pair => pair.Item1, pair => pair.Item2), NamespaceLabels(space));

    /// <summary>Both ends allow it; a party of elsewhere is under no policy of ours.</summary>
    public bool IsAllowed(Party from, Party to, int port) => Lets("Egress", from, to, port) && Lets("Ingress", to, from, port);

    private bool Lets(string direction, Party subject, Party other, int port)
    {
        if (subject.NamespaceLabels["kubernetes.io/metadata.name"] != _namespace) return true;
        var policies = manifests.All<V1NetworkPolicy>().Where(policy => policy.Spec.PolicyTypes.Contains(direction) && policy.Spec.PodSelector.Matches(subject.Labels)).ToList();
        return policies.Count == 0 || policies.Any(policy => direction == "Ingress"
            ? (policy.Spec.Ingress ?? []).Any(rule => Has(rule.Ports, port) && rule.FromProperty.Any(peer => IsPeer(peer, other)))
            : (policy.Spec.Egress ?? []).Any(rule => Has(rule.Ports, port) && rule.To.Any(peer => IsPeer(peer, other))));
    }

    private bool IsPeer(V1NetworkPolicyPeer peer, Party party) => peer.IpBlock is null
        && (peer.NamespaceSelector?.Matches(party.NamespaceLabels) ?? party.NamespaceLabels["kubernetes.io/metadata.name"] == _namespace)
        && (peer.PodSelector?.Matches(party.Labels) ?? true);

    private static bool Has(IEnumerable<V1NetworkPolicyPort> ports, int port) => ports.Any(rule => rule.Port.Value == port.ToString(CultureInfo.InvariantCulture));

    private static Dictionary<string, string> NamespaceLabels(string name) => new() { ["kubernetes.io/metadata.name"] = name };

    internal sealed record Party(IDictionary<string, string> Labels, IDictionary<string, string> NamespaceLabels);
}
