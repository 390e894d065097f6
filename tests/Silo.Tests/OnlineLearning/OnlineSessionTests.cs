using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

public sealed class OnlineSessionTests(SharedSilo silo)
{
    [Fact]
    public async Task Learn_Stream_ImprovesThePrequentialMetric()
    {
        var session = await Open("s-improves");

        await session.LearnTo(1, 1_500);
        var report = await session.Show();

        Assert.Equal((1_500, 1_500, SessionState.Open), (report.Examples, report.LastSequence, report.State));
        Assert.True(report.Metrics["accuracy"] > 0.8, $"accuracy {report.Metrics["accuracy"]}");
        Assert.Equal(["0", "1", "2"], report.Signature.Labels);
        Assert.Matches("^[0-9a-f]{64}$", report.WeightsSha256);
    }

    [Fact]
    public async Task Learn_WholeBatchRepeated_IsAcknowledgedAndNotAppliedAgain()
    {
        var session = await Open("s-repeat");
        await session.Learn(SessionStream.Batch(1, 10));
        var before = await session.Show();

        var repeated = await session.Learn(SessionStream.Batch(1, 10));

        Assert.Equal((10, 10), (repeated.LastSequence, repeated.Duplicates));
        Assert.Empty(repeated.Predictions);
        var after = await session.Show();
        Assert.Equal(before.WeightsSha256, after.WeightsSha256);
        Assert.Equal(before.Metrics, after.Metrics);
    }

    [Fact]
    public async Task Learn_BatchPartlyRepeated_AppliesTheRestAlone()
    {
        var (expected, overlapping) = (await Open("s-overlap-expected"), await Open("s-overlap"));
        await expected.Learn(SessionStream.Batch(1, 6));
        await expected.Learn(SessionStream.Batch(7, 4));

        await overlapping.Learn(SessionStream.Batch(1, 6));
        var report = await overlapping.Learn(SessionStream.Batch(4, 7));

        Assert.Equal((10, 3, 4), (report.LastSequence, report.Duplicates, report.Predictions.Length));
        Assert.Equal((await expected.Show()).WeightsSha256, (await overlapping.Show()).WeightsSha256);
    }

    [Fact]
    public async Task Learn_Gap_IsRefusedWithTheExpectedNumber()
    {
        var session = await Open("s-gap");
        await session.Learn(SessionStream.Batch(1, 3));

        var gap = await Assert.ThrowsAsync<SequenceGapException>(() => session.Learn(SessionStream.Batch(5, 1)));

        Assert.Equal((3, 5), (gap.LastDurableSequence, gap.Received));
        Assert.Equal(3, (await session.Show()).LastSequence);
    }

    [Fact]
    public async Task Learn_BadBatches_NameTheFaultAndApplyNothing()
    {
        var session = await Open("s-bad");
        await session.Learn(SessionStream.Batch(1, 5));
        var before = await session.Show();

        async Task Refused(LearnBatch batch, params string[] reasons)
        {
            var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Learn(batch));
            foreach (var reason in reasons) Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        }
        await Refused(new LearnBatch(6, [1, 2, 3], ["0"], null), "features", "3 numbers", "rows of 2");
        await Refused(new LearnBatch(6, [1, float.NaN, float.PositiveInfinity, 4], ["0", "1"], null), "features[1]", "row 0, column 1", "features[2]");
        await Refused(new LearnBatch(6, [1, 2, 3, 4], ["0", "cat"], null), "labels[1]", "'cat'", "'2'");
        await Refused(new LearnBatch(6, [1, 2], null, [1]), "predicts classes");
        await Refused(new LearnBatch(6, [1, 2], ["0"], [1]), "exactly one");
        await Refused(new LearnBatch(6, [], [], null), "at least 1");
        await Refused(new LearnBatch(0, [1, 2], ["0"], null), "first_sequence", "below 1");

        var after = await session.Show();
        Assert.Equal((before.LastSequence, before.WeightsSha256), (after.LastSequence, after.WeightsSha256));
    }

    [Fact]
    public async Task Open_FromAVersion_StartsWithItsWeights()
    {
        var first = await Open("s-origin");
        await first.LearnTo(1, 200);
        var version = await first.Snapshot(new SessionSnapshot("op", true, null));

        var second = silo.Grains.GetGrain<IOnlineSession>("s-next");
        var opened = await second.Open(new OnlineSessionSpec { Model = "s-origin", LearningRate = 0.05 });

        Assert.Equal((version.WeightsSha256, version.Version, 0), (opened.WeightsSha256, opened.StartVersion, opened.Examples));
        var features = SessionStream.Batch(900, 3).Features;
        Assert.Equal((await first.Predict(features)).Outputs, (await second.Predict(features)).Outputs);
    }

    [Fact]
    public async Task Snapshot_Repeated_GivesTheSameVersion()
    {
        var session = await Open("s-snapshot");
        await session.LearnTo(1, 20);
        var version = await session.Snapshot(new SessionSnapshot("op-1", false, null));
        await session.LearnTo(21, 40);

        Assert.Equal(version.Version, (await session.Snapshot(new SessionSnapshot("op-1", false, null))).Version);
        Assert.Equal(version.Version + 1, (await session.Snapshot(new SessionSnapshot("op-2", false, null))).Version);
        Assert.Equal(("s-snapshot", 20), (version.Lineage.Session, version.Lineage.Sequence));
        Assert.Null(await silo.Grains.GetGrain<IModel>("s-snapshot").TryResolveLive());
        await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Snapshot(new SessionSnapshot("", false, null)));
    }

    [Fact]
    public async Task Close_ThenLearn_IsRefusedButTheSessionIsStillShown()
    {
        var session = await Open("s-close");
        await session.LearnTo(1, 30);
        var open = await session.Show();

        var closed = await session.Close();

        Assert.Equal((SessionState.Closed, 30, open.WeightsSha256), (closed.State, closed.CheckpointSequence, closed.WeightsSha256));
        await Assert.ThrowsAsync<PreconditionException>(() => session.Learn(SessionStream.Batch(31, 1)));
        Assert.Equal(SessionState.Closed, (await session.Close()).State);
    }

    [Fact]
    public async Task Open_BadSpecs_NameTheFaultAndCreateNothing()
    {
        await silo.Grains.CreateModel("s-specs", Samples.Classifier());
        var session = silo.Grains.GetGrain<IOnlineSession>("s-specs");
        var spec = new OnlineSessionSpec { Model = "s-specs" };

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => session.Open(spec with { Model = "no-such" }));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => session.Open(spec with { Version = 9 }));
        Assert.Contains("2 labels", (await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Open(spec with { Labels = ["a", "b"] }))).Message, StringComparison.Ordinal);
        Assert.Contains("'a' is given 2 times", (await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Open(spec with { Labels = ["a", "a", "b"] }))).Message, StringComparison.Ordinal);
        Assert.Contains("sgdd", (await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Open(spec with { Optimizer = "sgdd" }))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Open(spec with { LearningRate = -1 }));
        await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Open(spec with { MicroBatch = 0 }));
        var tickets = await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Open(spec with { Tickets = new TicketSpec { Most = -1, Lifetime = TimeSpan.Zero } }));
        Assert.Contains("tickets.most", tickets.Message, StringComparison.Ordinal);
        Assert.Contains("tickets.lifetime", tickets.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.GetGrain<IOnlineSession>("../s").Open(spec));
        await Assert.ThrowsAsync<ResourceNotFoundException>(session.Show);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => session.Learn(SessionStream.Batch(1, 1)));

        await session.Open(spec with { Labels = ["a", "b", "c"] });
        await Assert.ThrowsAsync<ResourceExistsException>(() => session.Open(spec));
    }

    [Fact]
    public async Task Learn_Values_ReportsErrors()
    {
        await silo.Grains.CreateModel("s-values", Samples.Regressor);
        var session = silo.Grains.GetGrain<IOnlineSession>("s-values");
        await session.Open(new OnlineSessionSpec { MaxStaleness = TimeSpan.Zero, Model = "s-values", LearningRate = 0.1 });

        for (var i = 1; i <= 500; i++) await session.Learn(new LearnBatch(i, [i % 10 / 10f], null, [2 * (i % 10 / 10f) + 1]));

        var report = await session.Show();
        Assert.True(report.Metrics["mae"] < 0.2, $"mae {report.Metrics["mae"]}");
        Assert.InRange((await session.Predict([0.5f])).Outputs[0], 1.9f, 2.1f);
        Assert.Contains("predicts values", (await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Learn(new LearnBatch(501, [1], ["x"], null)))).Message, StringComparison.Ordinal);
        var indexed = await Assert.ThrowsAsync<InvalidArgumentException>(() => session.Learn(new LearnBatch(501, [1], null, null) { LabelIndices = [0] }));
        Assert.Equal([new FieldViolation("label_indices", "model 's-values' predicts values; give values")], indexed.Violations);
    }

    private async Task<IOnlineSession> Open(string name)
    {
        await silo.Grains.CreateModel(name, Samples.Classifier());
        var session = silo.Grains.GetGrain<IOnlineSession>(name);
        await session.Open(new OnlineSessionSpec { Model = name, LearningRate = 0.05, Seed = 3, MaxStaleness = TimeSpan.Zero });
        return session;
    }
}
