using DistributedDL.Bench.Processes;
using DistributedDL.Deployment.Compose;

namespace DistributedDL.Bench.Tests.Processes;

public sealed class ComposeTextTests
{
    [Fact]
    public void Cluster_OfTheSourceTree_HasAllButWhatOnlyWatches()
    {
        var all = ComposeFile.Read(Path.Combine(SourceTree.Root, "docker-compose.yml")).Services.Select(service => service.Name).ToList();
        Assert.Contains("prometheus", all);
        Assert.Equal(all.Except(["prometheus", "grafana"]), Services(ComposeText.Cluster));
    }

    [Fact]
    public void Embedded_IsOneProcess() => Assert.Equal(["embedded"], Services(ComposeText.Embedded));

    [Fact]
    public void Without_AServiceInTheMidst_KeepsWhatIsAroundIt() => Assert.Equal(
        "services:\n  a:\n    image: x\n  c:\n    image: z",
        ComposeText.Without("services:\n  a:\n    image: x\n  b:\n    image: y\n\n    volumes: [v]\n  c:\n    image: z", "b"));

    private static List<string> Services(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return [.. ComposeFile.Read(file).Services.Select(service => service.Name)];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
