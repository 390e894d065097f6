using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>Writers, reused numbers, and what comes without sequence numbers; over a crash.</summary>
public sealed class SessionOperationTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private TestSilo _silo = null!;

    private IOnlineSession Session => _silo.Grains.GetGrain<IOnlineSession>("s");

    [Fact]
    public async Task Attach_ASecondWriter_EndsTheFirst()
    {
        var first = await Session.Attach();
        await Session.Learn(SessionStream.Batch(1, 5) with { Writer = first.Writer });

        var second = await Session.Attach();

        Assert.Equal((5, 2), (second.LastSequence, second.Width));
        Assert.True(second.Writer > first.Writer);
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Session.Learn(SessionStream.Batch(6, 1) with { Writer = first.Writer }));
        Assert.Contains("another writer has begun", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(6, (await Session.Learn(SessionStream.Batch(6, 1) with { Writer = second.Writer })).LastSequence);
        Assert.Equal(7, (await Session.Learn(SessionStream.Batch(7, 1))).LastSequence);
    }

    [Fact]
    public async Task Learn_WriterOfAnActivationBefore_HasToAttachAgain()
    {
        var writer = await Session.Attach();
        await Session.Learn(SessionStream.Batch(1, 5) with { Writer = writer.Writer });

        await CrashAndStart();

        await Assert.ThrowsAsync<SessionMovedException>(() => Session.Learn(SessionStream.Batch(6, 1) with { Writer = writer.Writer }));
        var again = await Session.Attach();
        Assert.Equal(5, again.LastSequence);
        Assert.True(again.Writer > writer.Writer);
    }

    [Fact]
    public async Task Learn_JournalTakenOver_AcknowledgesNothingAndRecoversWithAllThatWas()
    {
        await Session.Learn(SessionStream.Batch(1, 5));
        // As another activation does, on a silo that this one cannot reach.
        var taken = await Journal.Open(_silo.Blobs, "sessions/s/journal");
        var rows = SessionStream.Batch(6, 2);
        await taken.Append(new JournalRecord(6, rows.Features, new[] { rows.Labels![0][0] - '0', (float)(rows.Labels[1][0] - '0') }));

        var refused = await Assert.ThrowsAsync<SessionMovedException>(() => Session.Learn(SessionStream.Batch(6, 3)));
        Assert.Contains("taken it over", refused.Message, StringComparison.Ordinal);
        LearnReport? again = null;
        while (again is null)
        {
            try
            {
                again = await Session.Learn(SessionStream.Batch(6, 3));
            }
            catch (OverloadedException)
            {
                await Task.Yield();
            }
        }

        Assert.Equal((8, 2), (again.LastSequence, again.Duplicates));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Learn_SequenceReusedWithOtherContent_IsRefusedByNumber(bool afterCrash)
    {
        await Session.Learn(SessionStream.Batch(1, 20));
        if (afterCrash) await CrashAndStart();
        var before = await Session.Show();

        var features = SessionStream.Batch(15, 8);
        features.Features[4] += 1;
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Session.Learn(features));

        Assert.Contains("sequence 17 was learned with other content", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(before.WeightsSha256, (await Session.Show()).WeightsSha256);
        Assert.Equal(6, (await Session.Learn(SessionStream.Batch(15, 8))).Duplicates);
    }

    [Fact]
    public async Task Learn_Messages_AreCutAsTheClientSentThem()
    {
        await OpenSession("whole", microBatch: 8);
        await OpenSession("parts", microBatch: 8);
        var (whole, parts) = (_silo.Grains.GetGrain<IOnlineSession>("whole"), _silo.Grains.GetGrain<IOnlineSession>("parts"));
        await whole.Learn(SessionStream.Batch(1, 12) with { Messages = [5, 4, 3] });
        foreach (var (first, count) in new[] { (1, 5), (6, 4), (10, 3) }) await parts.Learn(SessionStream.Batch(first, count));

        Assert.Equal((await parts.Show()).WeightsSha256, (await whole.Show()).WeightsSha256);
        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => whole.Learn(SessionStream.Batch(13, 3) with { Messages = [1, 1] }));
        Assert.Contains("messages", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LearnMany_Repeated_IsADuplicate(bool afterCrash)
    {
        await Session.Learn(SessionStream.Batch(1, 5));
        var learned = await Session.LearnMany("op-1", SessionStream.Batch(0, 7));
        Assert.Equal((5, 0, 7), (learned.LastSequence, learned.Duplicates, learned.Predictions.Length));
        var before = await Session.Show();
        if (afterCrash) await CrashAndStart();

        var again = await Session.LearnMany("op-1", SessionStream.Batch(0, 7));

        Assert.Equal((5, 7, 0), (again.LastSequence, again.Duplicates, again.Predictions.Length));
        var after = await Session.Show();
        Assert.Equal((12, 5, before.WeightsSha256), (after.Examples, after.LastSequence, after.WeightsSha256));
        Assert.Equal(before.Metrics, after.Metrics);
        Assert.Contains("'op-1' was learned with other content", (await Assert.ThrowsAsync<PreconditionException>(() => Session.LearnMany("op-1", SessionStream.Batch(1, 7)))).Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => Session.LearnMany("", SessionStream.Batch(1, 7)));
        Assert.Equal(6, (await Session.Learn(SessionStream.Batch(6, 1))).LastSequence);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LearnLate_Ticket_IsLearnedOnceWithThePredictionOfThen(bool afterCrash)
    {
        var rows = SessionStream.Batch(500, 2);
        var ticketed = await Session.PredictTicketed(rows.Features);
        await Session.Learn(SessionStream.Batch(1, 40));
        if (afterCrash) await CrashAndStart();
        Assert.Equal(2, (await Session.Show()).OpenTickets);
        var labels = new LateLabels(ticketed.Tickets, rows.Labels, null);

        var learned = await Session.LearnLate(labels);

        var outputs = ticketed.Prediction.Outputs;
        for (var i = 0; i < 2; i++)
        {
            var row = outputs.AsSpan(i * 3, 3).ToArray();
            Assert.Equal(Array.IndexOf(row, row.Max()), learned.Predictions[i]);
            Assert.Equal(-MathF.Log(row[rows.Labels![i][0] - '0']), learned.Losses[i], 1e-4f);
        }
        var after = await Session.Show();
        Assert.Equal((42, 40, 0), (after.Examples, after.LastSequence, after.OpenTickets));
        if (afterCrash) await CrashAndStart();
        Assert.Equal((2, 0), ((await Session.LearnLate(labels)).Duplicates, (await Session.Show()).OpenTickets));
        Assert.Equal(after.WeightsSha256, (await Session.Show()).WeightsSha256);
    }

    [Fact]
    public async Task LearnLate_BadTickets_AreNamedAndNothingIsApplied()
    {
        var rows = SessionStream.Batch(500, 2);
        var ticketed = await Session.PredictTicketed(rows.Features);
        var before = await Session.Show();
        var (one, two) = (ticketed.Tickets[0], ticketed.Tickets[1]);

        Assert.Contains("no-such", (await Assert.ThrowsAsync<ResourceNotFoundException>(() => Session.LearnLate(new LateLabels([one, "no-such"], ["0", "1"], null)))).Message, StringComparison.Ordinal);
        Assert.Contains("tickets[1]", (await Assert.ThrowsAsync<InvalidArgumentException>(() => Session.LearnLate(new LateLabels([one, one], ["0", "1"], null)))).Message, StringComparison.Ordinal);
        Assert.Contains("'cat'", (await Assert.ThrowsAsync<InvalidArgumentException>(() => Session.LearnLate(new LateLabels([one], ["cat"], null)))).Message, StringComparison.Ordinal);
        Assert.Contains("2 tickets", (await Assert.ThrowsAsync<InvalidArgumentException>(() => Session.LearnLate(new LateLabels([one, two], ["0"], null)))).Message, StringComparison.Ordinal);
        Assert.Equal(before.WeightsSha256, (await Session.Show()).WeightsSha256);
        Assert.Equal(2, (await Session.Show()).OpenTickets);

        await Session.LearnLate(new LateLabels([one], ["0"], null));
        Assert.Contains("another label", (await Assert.ThrowsAsync<PreconditionException>(() => Session.LearnLate(new LateLabels([one], ["1"], null)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PredictTicketed_MoreThanTheSpecAllows_IsRefused()
    {
        await Session.PredictTicketed(SessionStream.Batch(1, 4).Features);
        await Assert.ThrowsAsync<OverloadedException>(() => Session.PredictTicketed(SessionStream.Batch(1, 2).Features));
        await Assert.ThrowsAsync<InvalidArgumentException>(() => Session.PredictTicketed(SessionStream.Batch(1, 6).Features));
        Assert.Equal(4, (await Session.Show()).OpenTickets);
    }

    [Fact]
    public async Task Restart_OperationsBeforeAndAfterACheckpoint_AreAllKnown()
    {
        await Session.LearnMany("before", SessionStream.Batch(1, 3));
        await _silo.Stop();
        _silo = await TestSilo.Start(_directory.Path);
        await Session.LearnMany("after", SessionStream.Batch(4, 3));
        var before = await Session.Show();
        await CrashAndStart();

        Assert.Equal(before.WeightsSha256, (await Session.Show()).WeightsSha256);
        Assert.Equal(3, (await Session.LearnMany("before", SessionStream.Batch(1, 3))).Duplicates);
        Assert.Equal(3, (await Session.LearnMany("after", SessionStream.Batch(4, 3))).Duplicates);
        Assert.Equal((6, 0), ((await Session.Show()).Examples, (await Session.Show()).LastSequence));
    }

    public async ValueTask InitializeAsync()
    {
        _silo = await TestSilo.Start(_directory.Path);
        await _silo.Grains.CreateModel("net", Samples.Classifier());
        await OpenSession("s", microBatch: 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    private Task<OnlineSessionReport> OpenSession(string name, int microBatch) => _silo.Grains.GetGrain<IOnlineSession>(name).Open(
        new OnlineSessionSpec { Model = "net", LearningRate = 0.05, Seed = 3, MicroBatch = microBatch, Tickets = new TicketSpec { Most = 5 } });

    private async Task CrashAndStart()
    {
        await _silo.Crash();
        _silo = await TestSilo.Start(_directory.Path);
    }
}
