using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>Labels seen for the first time: each test starts silos of its own on one data directory.</summary>
public sealed class SessionGrowthTests : IDisposable
{
    private static readonly OnlineSessionSpec Spec = new()
    {
        Model = "net", Optimizer = "adam", LearningRate = 0.02, Seed = 5, UnknownLabels = UnknownLabels.Grow, MaxClasses = 6, Replay = new ReplaySpec(30), MaxStaleness = TimeSpan.Zero,
    };

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("20")]
    [InlineData("1000000")]
    public async Task Restart_AfterNewLabels_HasTheLabelsAndBitsOfAnUninterruptedSession(string checkpointExamples)
    {
        var setting = ("OnlineLearning:CheckpointExamples", checkpointExamples);
        await using (var first = await TestSilo.Start(_directory.Path, setting))
        {
            await first.Grains.CreateModel("net", Samples.Classifier());
            await Begin(first.Grains.GetGrain<IOnlineSession>("whole"));
            await GoOn(first.Grains.GetGrain<IOnlineSession>("whole"));
            await Begin(first.Grains.GetGrain<IOnlineSession>("broken"));
            await first.Crash();
        }

        await using var silo = await TestSilo.Start(_directory.Path, setting);
        var broken = silo.Grains.GetGrain<IOnlineSession>("broken");
        Assert.Equal(["0", "1", "2", "blue", "red", "green"], (await broken.Signature()).Labels);
        await GoOn(broken);

        var (expected, actual) = (await silo.Grains.GetGrain<IOnlineSession>("whole").Show(), await broken.Show());
        Assert.Equal((expected.WeightsSha256, expected.Examples), (actual.WeightsSha256, actual.Examples));
        Assert.Equal(expected.Metrics, actual.Metrics);
    }

    [Fact]
    public async Task Learn_NewLabel_IsPredictedServedAndSnapshot()
    {
        await using var silo = await TestSilo.Start(_directory.Path);
        await silo.Grains.CreateModel("net", Samples.Classifier());
        var session = silo.Grains.GetGrain<IOnlineSession>("s");
        await session.Open(Spec);
        var before = await session.Snapshot(new SessionSnapshot("a", true, null));
        await session.Learn(Labelled(1, "blue", "0", "blue"));

        var report = await session.Learn(Labelled(4, "1"));
        var prediction = await session.Predict([0.1f, 0.2f]);
        var version = await session.Snapshot(new SessionSnapshot("b", true, null));

        Assert.Equal(["0", "1", "2", "blue"], report.Labels);
        Assert.Equal((4, 4), (prediction.OutputWidth, prediction.Signature.Labels.Count));
        Assert.Equal(["0", "1", "2", "blue"], version.Signature.Labels);
        var next = await silo.Grains.GetGrain<IOnlineSession>("from-it").Open(new OnlineSessionSpec { Model = "net" });
        Assert.Equal((version.WeightsSha256, 4), (next.WeightsSha256, next.Signature.Labels.Count));

        var back = await session.Rollback(before.Version);
        Assert.Equal(["0", "1", "2", "blue"], back.Signature.Labels);
        await session.Learn(Labelled(5, "blue", "red"));
    }

    [Fact]
    public async Task Learn_MessagesInOneCallOrEachAlone_GivesTheSameBits()
    {
        await using var silo = await TestSilo.Start(_directory.Path);
        await silo.Grains.CreateModel("net", Samples.Classifier());
        var (grouped, alone) = (silo.Grains.GetGrain<IOnlineSession>("grouped"), silo.Grains.GetGrain<IOnlineSession>("alone"));
        await grouped.Open(Spec);
        await alone.Open(Spec);

        await grouped.Learn(Labelled(1, "0", "1", "2", "blue", "0", "red", "blue") with { Messages = [2, 2, 3] });
        await alone.Learn(Labelled(1, "0", "1"));
        await alone.Learn(Labelled(3, "2", "blue"));
        await alone.Learn(Labelled(5, "0", "red", "blue"));

        Assert.Equal((await alone.Show()).WeightsSha256, (await grouped.Show()).WeightsSha256);
        Assert.Equal(["0", "1", "2", "blue", "red"], (await grouped.Signature()).Labels);
    }

    [Fact]
    public async Task Learn_MoreLabelsThanMaxClasses_RefusesTheBatchWhole()
    {
        await using var silo = await TestSilo.Start(_directory.Path);
        await silo.Grains.CreateModel("net", Samples.Classifier());
        var session = silo.Grains.GetGrain<IOnlineSession>("s");
        await session.Open(Spec);

        var e = await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Learn(Labelled(1, "a", "b", "c", "d", "")));

        Assert.Equal(
            [new FieldViolation("labels[3]", "'d' would be class 7; the session grows to 6 classes at most"), new FieldViolation("labels[4]", "a label of 0 characters; it has 1 to 200")],
            e.Violations);
        var after = await session.Show();
        Assert.Equal((0, 3), (after.Examples, after.Signature.Labels.Count));
    }

    [Fact]
    public async Task Learn_NewLabelAfterAGap_LeavesTheLabelsAsTheyWere()
    {
        await using var silo = await TestSilo.Start(_directory.Path);
        await silo.Grains.CreateModel("net", Samples.Classifier());
        var session = silo.Grains.GetGrain<IOnlineSession>("s");
        await session.Open(Spec);

        await Assert.ThrowsAsync<SequenceGapException>(() => session.Learn(Labelled(7, "a")));

        Assert.Equal(3, (await session.Signature()).Labels.Count);
    }

    [Fact]
    public async Task Open_BadClassesOrReplay_NamesAllFields()
    {
        await using var silo = await TestSilo.Start(_directory.Path);
        await silo.Grains.CreateModel("net", Samples.Classifier());

        var bounds = await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.GetGrain<IOnlineSession>("s").Open(Spec with { MaxClasses = 1 }));
        var learner = await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.GetGrain<IOnlineSession>("s").Open(
            Spec with { Standardize = true, Replay = new ReplaySpec(0), Freeze = ["x"] }));

        Assert.Equal(["max_classes"], bounds.Violations.Select(violation => violation.Field));
        Assert.Equal(["standardize", "replay.size", "freeze[0]"], learner.Violations.Select(violation => violation.Field));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => silo.Grains.GetGrain<IOnlineSession>("s").Show());
    }

    private static async Task Begin(IOnlineSession session)
    {
        await session.Open(Spec);
        for (var first = 1; first <= 31; first += 10) await session.Learn(SessionStream.Batch(first, 10));
        var early = await session.PredictTicketed([0.5f, -0.5f]);
        await session.Learn(Labelled(41, "0", "blue", "1"));
        await session.LearnMany("many", Labelled(0, "red", "blue"));
        await session.LearnLate(new LateLabels(early.Tickets, ["green"], null));
        await session.Learn(Labelled(44, "green", "red", "2"));
    }

    private static async Task GoOn(IOnlineSession session)
    {
        Assert.Equal(2, (await session.LearnMany("many", Labelled(0, "red", "blue"))).Duplicates);
        await session.Learn(Labelled(47, "green", "blue", "0"));
        for (var first = 50; first <= 80; first += 10) await session.Learn(SessionStream.Batch(first, 10));
    }

    private static LearnBatch Labelled(long first, params string[] labels) => SessionStream.Batch(Math.Max(1, first), labels.Length) with { FirstSequence = first, Labels = labels };
}
