using System.Diagnostics;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Tests.Shared;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>
/// A server is killed by SIGKILL again and again while a client streams, half of the times in the midst of a write of its own, and the session
/// ends as one that was never interrupted: each example learned once, the same bits.
/// </summary>
public sealed class CrashTests(Azurite azurite)
{
    public static TheoryData<string> Names => [.. CrashCases.All.Select(kind => kind.Name)];

    [Theory, Trait("Category", "Long")]
    [MemberData(nameof(Names))]
    public Task Learn_ServerKilledThirtyTimes_EndsAsIfNeverInterrupted(string name) =>
        Run(CrashCases.All.Single(kind => kind.Name == name), examples: 20_000, kills: 30);

    [Fact]
    public Task Learn_ServerKilledInAppendCheckpointAndStream_EndsAsIfNeverInterrupted() => Run(CrashCases.Logistic, examples: 3_000, kills: 3);

    [Theory, Trait("Category", "Long")]
    [MemberData(nameof(Names))]
    public Task Learn_ServerOnAzureKilledThirtyTimes_EndsAsIfNeverInterrupted(string name) =>
        Run(CrashCases.All.Single(kind => kind.Name == name), examples: 20_000, kills: 30, Azure());

    [Fact]
    public Task Learn_ServerOnAzureKilledInAppendCheckpointAndStream_EndsAsIfNeverInterrupted() => Run(CrashCases.Logistic, examples: 2_000, kills: 3, Azure());

    private Dictionary<string, string> Azure()
    {
        Azurite.Require();
        return AzureServer.Environment(azurite);
    }

    /// <param name="store">Settings of the crashing server's store; a directory when null. The other one always has a directory.</param>
    private static async Task Run(CrashCase kind, int examples, int kills, Dictionary<string, string>? store = null)
    {
        using var folder = new TempFolder();
        var model = folder.Write("net.yaml", kind.Model);
        var begun = Stopwatch.GetTimestamp();
        var plan = Kill.Plan(kills, examples, seed: kind.Name.Sum(c => c));
        var crashing = new CrashRun(kind, examples, plan, folder.Data, store);

        var whole = await new CrashRun(kind, examples, [], folder.File("whole")).Run(model);
        var crashed = await crashing.Run(model);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kind}{(store is null ? "" : " on Azure")}: {examples} examples, {kills} kills, {crashing.DiedInAWrite} of {plan.Count(kill => kill.Fault is not null)} in the write meant, "
            + $"{crashing.Snapshots} snapshots, {crashing.Duplicates} duplicates, {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        Assert.Equal((examples, examples), (crashed.Examples, crashed.LastSequence));
        Assert.Equal((examples, examples), (whole.Examples, whole.LastSequence));
        Assert.Equal(whole.WeightsSha256, crashed.WeightsSha256);
        Assert.Equal(Sorted(whole), Sorted(crashed));
        Assert.Equal(whole.Drift, crashed.Drift);
        Assert.Equal(whole.Labels, crashed.Labels);
        // A death that was missed would make the test prove less than it says.
        Assert.Equal(plan.Count(kill => kill.Fault is not null), crashing.DiedInAWrite);
    }

    private static List<(string, double)> Sorted(OnlineSession session) =>
        [.. session.Metrics.Select(metric => (metric.Key, metric.Value)).OrderBy(metric => metric.Key, StringComparer.Ordinal)];
}
