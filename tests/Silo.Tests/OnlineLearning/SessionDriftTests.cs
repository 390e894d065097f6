using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>Sessions whose classes change places after <see cref="Change"/> examples.</summary>
public sealed class SessionDriftTests : IDisposable
{
    private const long Change = 600;
    private const long Last = 900;

    private static readonly DriftSpec Watch = new() { Detector = "page_hinkley", Parameters = """{"threshold": 8, "mode": "up"}""" };
    private static readonly OnlineSessionSpec Spec = new() { Model = "net", Optimizer = "adam", LearningRate = 0.01, Seed = 5 };

    private readonly TestDirectory _directory = new();

    public static TheoryData<DriftAction> Actions => [.. Enum.GetValues<DriftAction>()];

    [Theory, MemberData(nameof(Actions))]
    public async Task Crash_AroundADrift_HasTheBitsOfAnUninterruptedSession(DriftAction action)
    {
        OnlineSessionSpec spec;
        long at;
        await using (var first = await TestSilo.Start(_directory.Path))
        {
            var model = await first.Grains.CreateModel("net", Samples.Classifier());
            var version = await Published(first.Grains);
            spec = Spec with { Drift = [Watch with { Action = action, Examples = 100, Version = version.Version }] };
            var whole = first.Grains.GetGrain<IOnlineSession>("whole");
            await whole.Open(spec);
            await Learn(whole, 1, Last);
            at = (await whole.Show()).Drift[0].LastDrift!.Value;
            Assert.InRange(at, Change + 8, Last - 50);
            await first.Grains.GetGrain<IOnlineSession>("broken").Open(spec);
            await Learn(first.Grains.GetGrain<IOnlineSession>("broken"), 1, at);
            // What a session rolls back to is its own, whatever becomes of the model.
            if (action == DriftAction.RollBack)
            {
                Assert.Equal(version.WeightsSha256, (await first.Grains.GetGrain<IOnlineSession>("broken").Show()).WeightsSha256);
                await model.Delete();
            }
            await first.Crash();
        }

        await using var silo = await TestSilo.Start(_directory.Path);
        var broken = silo.Grains.GetGrain<IOnlineSession>("broken");
        Assert.Equal("drift", (await broken.Show()).Drift[0].State);
        await Learn(broken, at + 1, Last);

        var (expected, actual) = (await silo.Grains.GetGrain<IOnlineSession>("whole").Show(), await broken.Show());
        Assert.Equal(expected.WeightsSha256, actual.WeightsSha256);
        Assert.Equal(expected.Metrics, actual.Metrics);
        Assert.Equal(expected.Drift, actual.Drift);
    }

    [Fact]
    public async Task Open_BadDetectors_NamesAll()
    {
        await using var silo = await TestSilo.Start(_directory.Path);
        await silo.Grains.CreateModel("net", Samples.Classifier());

        var e = await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.GetGrain<IOnlineSession>("s").Open(
            Spec with { Drift = [new() { Detector = "x" }, Watch with { Action = DriftAction.RollBack }], Prequential = new(Window: 1) }));

        Assert.Equal(["prequential.window", "drift[0].detector", "drift[1].version"], e.Violations.Select(violation => violation.Field));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => silo.Grains.GetGrain<IOnlineSession>("s").Open(
            Spec with { Drift = [Watch with { Action = DriftAction.RollBack, Version = 9 }] }));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<ModelVersionReport> Published(IGrainFactory grains)
    {
        var session = grains.GetGrain<IOnlineSession>("before");
        await session.Open(Spec);
        await Learn(session, 1, 50);
        return await session.Snapshot(new SessionSnapshot("1", Promote: false, Guard: null));
    }

    private static async Task Learn(IOnlineSession session, long first, long last)
    {
        // Message boundaries are those of the micro-batches, so any cut of the stream is the same stream with micro-batches of one.
        for (var count = 50L; first <= last; first += count)
        {
            count = Math.Min(count, last - first + 1);
            if (first <= Change) count = Math.Min(count, Change - first + 1);
            var batch = SessionStream.Batch(first, (int)count);
            if (first > Change) batch = batch with { Labels = [.. batch.Labels!.Select(label => label == "0" ? "2" : label == "2" ? "0" : "1")] };
            await session.Learn(batch);
        }
    }
}
