using System.Text.RegularExpressions;
using DistributedDL.Deployment.Compose;
using DistributedDL.Deployment.Plan;
using DistributedDL.Deployment.Tests.Compose;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Plan;

public sealed class ClusterPlanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Create_OfTheComposeFile_LeavesNoNameOfAContainer()
    {
        var plans = Create();
        var names = string.Join('|', ComposeSource.Read().Services.Select(service => service.Name));
        Assert.All(plans, plan => Assert.All(plan.Environment.Values.Concat(plan.Command), text => Assert.DoesNotMatch($@"(?<![\w./-])({names}):\d", text)));
        Assert.All(plans, plan => Assert.DoesNotContain("0.0.0.0", string.Join(' ', plan.Command)));
    }

    [Fact]
    public void Create_OfTheComposeFile_KeepsEveryOtherSetting()
    {
        string[] ofThisMachine = ["Cluster__Redis", "Gateway__BindAddress", "Silo__AdvertisedAddress", "Storage__Azure__ConnectionString"];
        foreach (var plan in Create().Where(plan => plan.Kind is ServiceKind.Silo or ServiceKind.Gateway))
        {
            var given = ComposeSource.Own.Single(service => service.Name == plan.Name).Environment;
            Assert.Equal(given.Keys.Order(), plan.Environment.Keys.Order());
            Assert.All(given.Where(pair => !ofThisMachine.Contains(pair.Key) && !pair.Key.EndsWith("Port", StringComparison.Ordinal)), pair => Assert.Equal(pair.Value, plan.Environment[pair.Key]));
        }
    }

    [Fact]
    public void Create_OfTheComposeFile_GivesEachPortOneOfItsOwn()
    {
        var ports = Create().SelectMany(plan => plan.Ports.Values).ToList();
        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void Create_OfTheComposeFile_SendsAllToTheOneRedisAndTheOneStore()
    {
        var plans = Create();
        var (redis, azurite) = (plans.Single(plan => plan.Kind == ServiceKind.Redis).Ports[6379], plans.Single(plan => plan.Kind == ServiceKind.Azurite).Ports[10000]);
        Assert.All(plans.Where(plan => plan.Kind is ServiceKind.Silo or ServiceKind.Gateway), plan =>
        {
            Assert.Equal($"127.0.0.1:{redis}", plan.Environment["Cluster__Redis"]);
            Assert.Contains($"BlobEndpoint=http://127.0.0.1:{azurite}/devstoreaccount1", plan.Environment["Storage__Azure__ConnectionString"]);
        });
    }

    [Fact]
    public void Create_WithScale_KeepsTheFirstAndAddsCopies()
    {
        var plans = Create(options => options with { Scale = new Dictionary<string, int> { ["training"] = 1, ["serving"] = 3 } });
        Assert.Equal(["serving-1", "serving-2", "serving-3", "training-1"], plans.Where(plan => plan.Kind == ServiceKind.Silo).Select(plan => plan.Name).Order());
        var targets = File.ReadAllText(Path.Combine(_folder.Path, "config", "prometheus", "prometheus.yml"));
        Assert.All(plans.Where(plan => plan.Kind is ServiceKind.Silo or ServiceKind.Gateway), plan => Assert.Contains($"127.0.0.1:{plan.Ports[8002]}", targets));
        Assert.Equal(6 + 1, Regex.Count(targets, @"127\.0\.0\.1:\d+"));
    }

    [Fact]
    public void Create_WithAnUnknownRole_NamesIt() =>
        Assert.Contains("'trainer'", Assert.Throws<ArgumentException>(() => Create(options => options with { Scale = new Dictionary<string, int> { ["trainer"] = 1 } })).Message);

    [Fact]
    public void Create_WithPublishedPorts_TakesThoseOfTheFile()
    {
        var gateway = Create(options => options with { PublishedPorts = true }).Single(plan => plan.Name == "gateway-2");
        Assert.Equal((8010, 8011, 8012), (gateway.Ports[8000], gateway.Ports[8001], gateway.Ports[8002]));
    }

    [Fact]
    public void Create_WithSettings_PutsThemOverTheFile() =>
        Assert.Equal("3", Create(options => options with { Settings = new Dictionary<string, string> { ["Lanes:Training"] = "3" } }).Single(plan => plan.Name == "training-1").Environment["Lanes__Training"]);

    [Fact]
    public void Create_OfAPortThatIsNone_NamesServiceKeyAndBound()
    {
        var compose = ComposeFile.Read(_folder.Write("compose.yml", "services: { one: { image: distributeddl:1, environment: { Gateway__HttpPort: any } } }"));
        var failure = Assert.Throws<InvalidDataException>(() => ClusterPlan.Create(compose, new LocalClusterOptions { Root = SourceTree.Root, Directory = _folder.Path }));
        Assert.Equal("services.one.environment.Gateway__HttpPort is 'any'; a port is from 1 to 65535", failure.Message);
    }

    private IReadOnlyList<ServicePlan> Create(Func<LocalClusterOptions, LocalClusterOptions>? with = null)
    {
        Installed.Require();
        var options = new LocalClusterOptions { Root = SourceTree.Root, Directory = _folder.Path };
        return ClusterPlan.Create(ComposeSource.Read(), with is null ? options : with(options));
    }

    public void Dispose() => _folder.Dispose();
}
