using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DistributedDL.Deployment.Tests.Kubernetes;
using DistributedDL.Deployment.Tests.Sources;
using YamlDotNet.Serialization;

namespace DistributedDL.Deployment.Tests.Monitoring;

/// <summary>Every question that dashboards, rules and autoscalers ask of Prometheus.</summary>
internal static partial class Queries
{
    public static IReadOnlyList<string> DashboardFiles { get; } = [.. Directory.GetFiles(SourceTree.At("deploy", "grafana", "dashboards"), "*.json").Order()];

    public static IReadOnlyList<string> RuleFiles { get; } = [.. Directory.GetFiles(SourceTree.At("deploy", "prometheus", "rules"), "*.yml").Order()];

    /// <summary>Where each comes from, and the query with Grafana's variables filled in.</summary>
    public static async Task<IReadOnlyList<(string Where, string Query)>> All()
    {
        var keda = (await Kustomize.Build("k8s/overlays/prod")).All<ScaledObject>().Single().Spec.Triggers.Select(trigger => ("ScaledObject", trigger.Metadata["query"]));
        var external = (await Kustomize.BuildWithExternalMetric()).All<k8s.Models.V2HorizontalPodAutoscaler>()
            .SelectMany(item => item.Spec.Metrics).Where(metric => metric.External is not null).Select(metric => ("HorizontalPodAutoscaler", metric.External.Metric.Name));
        return [.. Dashboards(), .. Rules().Select(rule => (rule.Name, rule.Query)), .. keda, .. external];
    }

    public static IEnumerable<(string Name, string Query, bool IsRecord)> Rules() =>
        from file in RuleFiles
        from rule in Rules(File.ReadAllText(file))
        select (rule.GetValueOrDefault("alert") ?? rule["record"], rule["expr"], rule.ContainsKey("record"));

    /// <summary>Names of metrics in a query, without what a histogram adds.</summary>
    public static IEnumerable<string> Metrics(string query) => MetricName().Matches(query).Select(match => match.Value);

    private static IEnumerable<(string, string)> Dashboards() =>
        from file in DashboardFiles
        let dashboard = JsonNode.Parse(File.ReadAllText(file))!
        from panel in dashboard["panels"]!.AsArray()
        from target in panel!["targets"]!.AsArray()
        select ($"{Path.GetFileName(file)}: {(string)panel["title"]!}", Filled((string)target!["expr"]!));

    private static string Filled(string query) => query.Replace("$__rate_interval", "1m", StringComparison.Ordinal)
        .Replace("$session", ".*", StringComparison.Ordinal).Replace("$metric", ".*", StringComparison.Ordinal);

    private static IEnumerable<Dictionary<string, string>> Rules(string text) =>
        from entry in (List<object>)new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(text)["groups"]
        from rule in (List<object>)((Dictionary<object, object>)entry)["rules"]
        select ((Dictionary<object, object>)rule).Where(pair => pair.Value is string).ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value);

    [GeneratedRegex(@"\b(ddl|orleans|dotnet)_[a-z0-9_]+\b")]
    private static partial Regex MetricName();
}
