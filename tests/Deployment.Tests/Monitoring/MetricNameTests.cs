using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Monitoring;

public sealed class MetricNameTests(WatchedServer server) : IClassFixture<WatchedServer>
{
    [Fact]
    public async Task Queries_OfDashboardsRulesAndAutoscalers_NameMetricsThatTheServiceShows()
    {
        var recorded = Queries.Rules().Where(rule => rule.IsRecord).Select(rule => rule.Name).ToHashSet();
        SourceTree.AssertNone(
            from query in await Queries.All()
            from metric in Queries.Metrics(query.Query)
            where !server.Metrics.Contains(metric) && !recorded.Contains(metric)
            select $"{query.Where}: {metric}", "metrics that are not on /metrics");
    }

    [Fact]
    public async Task Queries_OfDashboardsRulesAndAutoscalers_AreAcceptedByPrometheus()
    {
        var faults = new List<string>();
        foreach (var (where, query) in await Queries.All())
            if (await server.Prometheus.Fault(query) is { } fault) faults.Add($"{where}: {fault} in {query}");
        SourceTree.AssertNone(faults, "queries that Prometheus refuses");
    }

    [Fact]
    public async Task Demand_OfARunWithFewerRanksThanItAskedFor_IsRecordedFromARunningService()
    {
        // The run that was computing when the process was killed computes again, on the one lane.
        await server.Prometheus.WaitForValue("sum(ddl_lane_busy{kind=\"training\"})", 1);
        await server.Prometheus.WaitForValue("ddl_training_demand", 3);
    }

    [Fact]
    public async Task Demand_OfBothAutoscalers_IsTheSame() =>
        Assert.Equal(Queries.Rules().Single(rule => rule.Name == "ddl_training_demand").Query, (await Queries.All()).Single(query => query.Where == "ScaledObject").Query);

    [Fact]
    public async Task Target_OfAStartedProcess_IsUp() =>
        Assert.All(await server.Prometheus.WaitForTargets(targets => targets.All(target => target.Health == "up")), target => Assert.Equal("", target.Error));
}
