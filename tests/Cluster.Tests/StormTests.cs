using DistributedDL.EndToEnd.Tests.OnlineLearning;

namespace DistributedDL.Cluster.Tests;

/// <summary>kill -9 of gateways, serving and training silos under all kinds of work, on Azurite.</summary>
public sealed class StormTests
{
    [Fact]
    public Task Kill_EachKindOnce_LosesNothing() => Storm(kills: 3, examples: 3_000, epochs: 1_500, seed: 1);

    [Fact, Trait("Category", "Long")]
    public Task Kill_TwentyTimes_LosesNothing() => Storm(kills: 20, examples: 20_000, epochs: 12_000, seed: 2);

    private static async Task Storm(int kills, int examples, int epochs, int seed)
    {
        var output = TestContext.Current.TestOutputHelper!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(25));
        var cancellation = limit.Token;
        await using var cluster = await TestCluster.Start("", ("Lanes:Training", "2"));
        await using var work = await ClusterLoad.Begin(cluster, CrashCases.All[1], examples, epochs, cancellation);
        var storm = new Storm(cluster, seed);
        await storm.Rage(kills, i => work.Allow((i + 1L) * examples / (kills + 1)), cancellation);
        output.WriteLine($"killed {string.Join(", ", storm.Killed)}");
        await work.End(output);
    }
}
