namespace DistributedDL.EndToEnd.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_AsJson_ReachesItsFiguresAndSurvivesTheKill()
    {
        var demo = (await Ddl.Run(null, "demo", "--json")).Succeeded();

        Assert.InRange((double)demo["test_accuracy"]!, 0.92, 1);
        Assert.InRange((double)demo["prequential_accuracy_last_200"]!, 0.80, 1);
        Assert.InRange((double)demo["frozen_accuracy_last_200"]!, 0, 0.25);
        Assert.Equal((string)demo["weights_sha256_before"]!, (string)demo["weights_sha256_after"]!);
        Assert.Equal(64, ((string)demo["weights_sha256_after"]!).Length);
        Assert.True((bool)demo["same_metrics"]!);
        Assert.True((double)demo["seconds"]! > 0);
    }
}
