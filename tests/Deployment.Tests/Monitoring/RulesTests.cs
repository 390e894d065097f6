using System.Text.Json.Nodes;
using DistributedDL.Deployment.Tests.Sources;
using YamlDotNet.Serialization;

namespace DistributedDL.Deployment.Tests.Monitoring;

public sealed class RulesTests
{
    private const string Tests = "deploy/prometheus/tests/alerts.test.yml";

    [Fact]
    public async Task Configuration_OfPrometheus_PassesPromtool() => await Promtool("check", "config", "deploy/prometheus/prometheus.yml");

    [Fact]
    public async Task Rules_PassTheirTests() => await Promtool("test", "rules", Tests);

    [Fact]
    public void Rules_HaveATestEach()
    {
        var tests = File.ReadAllText(SourceTree.At(Tests));
        Assert.All(Queries.Rules(), rule => Assert.Contains(rule.IsRecord ? rule.Name : $"alertname: {rule.Name}", tests));
    }

    [Fact]
    public void Dashboards_UseTheDatasourceThatIsProvisioned()
    {
        var sources = (List<object>)new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(SourceTree.At("deploy", "grafana", "provisioning", "datasources", "prometheus.yml")))["datasources"];
        var uid = (string)((Dictionary<object, object>)sources.Single())["uid"];
        Assert.All(Queries.DashboardFiles, file =>
        {
            var dashboard = JsonNode.Parse(File.ReadAllText(file))!;
            var panels = dashboard["panels"]!.AsArray();
            Assert.All(panels.Select(panel => panel!["datasource"]).Concat(panels.SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => target!["datasource"])), source => Assert.Equal(uid, (string)source!["uid"]!));
            Assert.Equal(panels.Count, panels.Select(panel => (int)panel!["id"]!).Distinct().Count());
            // The grid has 24 columns.
            Assert.All(panels, panel => Assert.True((int)panel!["gridPos"]!["x"]! + (int)panel["gridPos"]!["w"]! <= 24));
        });
    }

    private static async Task Promtool(params string[] arguments)
    {
        Assert.SkipUnless(Tool.Exists("promtool"), "promtool is not installed");
        var (code, output, error) = await Tool.Run("promtool", arguments);
        Assert.True(code == 0, output + error);
    }
}
