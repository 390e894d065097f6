using DistributedDL.EndToEnd.Tests.OnlineLearning;

namespace DistributedDL.Cluster.Tests;

/// <summary>What every process needs goes away for a while.</summary>
[Trait("Category", "Long")]
public sealed class OutageTests
{
    private const int Examples = 20_000;
    private readonly ITestOutputHelper _output = TestContext.Current.TestOutputHelper!;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis_Restarted_IsNoticedByNobody()
    {
        await using var cluster = await TestCluster.Start("", ("Lanes:Training", "2"));
        await using var work = await ClusterLoad.Begin(cluster, CrashCases.All[1], Examples, epochs: 4_000, _cancellation);
        work.Allow(Examples / 3);
        await work.UntilAcknowledged(Examples / 6);

        await cluster.Services.Redis.Stop();
        work.Allow(Examples / 2);
        await work.UntilAcknowledged(Examples / 2);
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, _cancellation);
        await cluster.Services.Redis.Start(_cancellation);

        // The table of members is of use again: a silo that dies now is found.
        await cluster.Services["serving-1"].Kill();
        work.Allow(3 * Examples / 4);
        await work.UntilAcknowledged(3 * Examples / 4);
        await cluster.Services["serving-1"].Start(_cancellation);
        await work.End(_output);
    }

    [Fact]
    public async Task Azurite_DownForThirtySeconds_CallsWaitOrFailCleanlyAndNothingIsLost()
    {
        await using var cluster = await TestCluster.Start("", ("Lanes:Training", "2"));
        await using var work = await ClusterLoad.Begin(cluster, CrashCases.All[1], Examples, epochs: 4_000, _cancellation);
        work.Allow(Examples / 3);
        await work.UntilAcknowledged(Examples / 6);

        await cluster.Services.Azurite.Stop();
        work.Allow(Examples);
        await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, _cancellation);
        await cluster.Services.Azurite.Start(_cancellation);

        await work.End(_output);
    }
}
