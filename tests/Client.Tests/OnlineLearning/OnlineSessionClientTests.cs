using System.Collections.Concurrent;
using DistributedDL.Client.OnlineLearning;
using Grpc.Core;

namespace DistributedDL.Client.Tests.OnlineLearning;

public sealed class OnlineSessionClientTests : IDisposable
{
    private static readonly OnlineSessionOptions Quick = new() { ReconnectDelay = TimeSpan.FromMilliseconds(5), MaxReconnectDelay = TimeSpan.FromMilliseconds(50), MaxInFlight = 8 };

    private readonly ScriptedSession _session = new();

    private readonly CancellationTokenSource _bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public OnlineSessionClientTests() => _bound.CancelAfter(TimeSpan.FromSeconds(60));

    private CancellationToken Cancellation => _bound.Token;

    public void Dispose() => _bound.Dispose();

    [Fact]
    public async Task Learn_ManyBatches_AreAcknowledgedInOrder()
    {
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick, Cancellation);

        var acknowledged = await client.Learn(Batches(1, 100, size: 3), Cancellation).ToListAsync(Cancellation);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => 1L + 3 * i), acknowledged.Select(a => a.FirstSequence));
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (float)i), _session.Learned);
        Assert.Equal((0, 301), (client.LastDurableSequence, client.NextSequence));
    }

    [Fact]
    public async Task Connect_SessionThatHasLearned_GoesOnAfterItsLastSequence()
    {
        _session.Learned.AddRange([1, 2, 3, 4, 5]);
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick, Cancellation);

        Assert.Equal((5, 6), (client.LastDurableSequence, client.NextSequence));
        var acknowledged = await client.Learn(Batches(6, 1, size: 2), Cancellation).ToListAsync(Cancellation);

        Assert.Equal((6, 7), (acknowledged[0].FirstSequence, acknowledged[0].LastSequence));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task Learn_StreamCutBeforeTheAcknowledgement_LearnsEachExampleOnce(int every)
    {
        _session.OnLearned = (_, batch) =>
        {
            if (batch == every && _session.LastSequence < 200) throw new RpcException(new Status(StatusCode.Unavailable, "cut"));
        };
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick, Cancellation);

        var acknowledged = await client.Learn(Batches(1, 60, size: 5), Cancellation).ToListAsync(Cancellation);

        Assert.True(_session.Connections > 1);
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (float)i), _session.Learned);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => 1L + 5 * i), acknowledged.Select(a => a.FirstSequence));
        Assert.Contains(acknowledged, a => a.Duplicates == 5);
        Assert.All(acknowledged, a => Assert.Equal(5 - a.Duplicates, a.PredictedValues.Count));
    }

    [Fact]
    public async Task Learn_ServerRestartsOnItsPort_GoesOn()
    {
        var first = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(first.Client, "s", Quick, Cancellation);
        var half = new TaskCompletionSource();
        var learning = Task.Run(async () =>
        {
            var count = 0;
            await foreach (var _ in client.Learn(Batches(1, 200, size: 1, pauseAt: 100, half), Cancellation)) count++;
            return count;
        }, Cancellation);

        await Wait.Until(() => _session.LastSequence >= 100);
        await first.Stop();
        half.SetResult();
        await using var second = await ScriptedServer.Start(_session, first.Address.Port);

        Assert.Equal(200, await learning);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (float)i), _session.Learned);
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Send_AcknowledgementsNotRead_WaitsAtTheBound()
    {
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick with { MaxInFlight = 3 }, Cancellation);
        for (var i = 0; i < 3; i++) await client.Send(Batch(i), Cancellation);

        var fourth = client.Send(Batch(3), Cancellation).AsTask();
        await Wait.Until(() => _session.LastSequence >= 3);
        Assert.False(fourth.IsCompleted);
        await using var acknowledged = client.Acknowledgements(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await acknowledged.MoveNextAsync());
        await fourth;

        Assert.Equal(5, client.NextSequence);
    }

    [Fact]
    public async Task Learn_ServerDoesNotAcknowledge_TakesNoMoreThanTheBound()
    {
        var gate = new TaskCompletionSource();
        _session.Gate = gate.Task;
        var taken = new ConcurrentQueue<int>();
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick with { MaxInFlight = 4 }, Cancellation);

        var learning = client.Learn(Batches(1, 20, size: 1, taken: taken), Cancellation).ToListAsync(Cancellation).AsTask();
        await Wait.Until(() => taken.Count >= 5);
        Assert.Equal(5, client.NextSequence);
        gate.SetResult();

        Assert.Equal(20, (await learning).Count);
    }

    [Fact]
    public async Task Learn_RefusedBatch_FailsWithTheServersWords()
    {
        _session.OnLearned = (_, batch) =>
        {
            if (batch == 3) throw new RpcException(new Status(StatusCode.InvalidArgument, "label 'x' is unknown"));
        };
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick, Cancellation);

        var acknowledged = new List<LearnAcknowledged>();
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var one in client.Learn(Batches(1, 100, size: 1), Cancellation)) acknowledged.Add(one);
        });

        Assert.Equal((StatusCode.InvalidArgument, "label 'x' is unknown"), (failure.StatusCode, failure.Status.Detail));
        Assert.Equal(2, acknowledged.Count);
        Assert.Equal(1, _session.Connections);
        await Assert.ThrowsAsync<RpcException>(() => client.Send(Batch(0), Cancellation).AsTask());
    }

    [Fact]
    public async Task Learn_SourceFails_ThatIsTheFailure()
    {
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick, Cancellation);

        var failure = await Assert.ThrowsAsync<FormatException>(() => client.Learn(Failing(), Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Equal("row 3", failure.Message);
    }

    [Fact]
    public async Task Connect_NoServerInAllAttempts_FailsAsUnavailable()
    {
        var server = await ScriptedServer.Start(_session);
        await server.Stop();

        var failure = await Assert.ThrowsAsync<RpcException>(() => OnlineSessionClient.Connect(server.Client, "s", Quick with { MaxReconnects = 3 }, Cancellation));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Connect_NoSuchSession_FailsAtOnce()
    {
        _session.OnConnect = _ => throw new RpcException(new Status(StatusCode.NotFound, "there is no session 's'"));
        await using var server = await ScriptedServer.Start(_session);

        var failure = await Assert.ThrowsAsync<RpcException>(() => OnlineSessionClient.Connect(server.Client, "s", Quick, Cancellation));

        Assert.Equal((StatusCode.NotFound, 1), (failure.StatusCode, _session.Connections));
    }

    [Fact]
    public async Task Learn_ServerLostAcknowledgedExamples_StopsAndSaysSo()
    {
        _session.OnConnect = connection =>
        {
            if (connection == 2) _session.Learned.RemoveRange(2, _session.Learned.Count - 2);
        };
        _session.OnLearned = (connection, batch) =>
        {
            if (connection == 1 && batch == 20) throw new RpcException(new Status(StatusCode.Unavailable, "cut"));
        };
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick, Cancellation);

        var failure = await Assert.ThrowsAsync<SessionDivergedException>(() => client.Learn(Batches(1, 40, size: 1), Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Equal(2, failure.LastDurableSequence);
    }

    [Fact]
    public async Task Learn_AnotherWriter_StopsAndSaysSo()
    {
        _session.OnConnect = connection =>
        {
            if (connection == 2) _session.Learned.AddRange(new float[500]);
        };
        _session.OnLearned = (connection, batch) =>
        {
            if (connection == 1 && batch == 5) throw new RpcException(new Status(StatusCode.Unavailable, "cut"));
        };
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick, Cancellation);

        await Assert.ThrowsAsync<SessionDivergedException>(() => client.Learn(Batches(1, 40, size: 1), Cancellation).ToListAsync(Cancellation).AsTask());
    }

    public static TheoryData<LearnExamples, string> BadBatches => new()
    {
        { new LearnExamples { Features = { 1 } }, "a batch has at least one example; no label and no value was given" },
        { new LearnExamples { Features = { 1 }, Labels = { "a" }, Values = { 1 } }, "a batch has labels, label indices or values; 1 labels, 0 label indices and 1 values were given" },
        { new LearnExamples { Features = { 1, 2, 3 }, Values = { 1, 2 } }, "3 features cannot be those of 2 examples" },
        { new LearnExamples { Features = { 1 }, Values = { 1 }, FirstSequence = 9 }, "the batch begins at sequence 9, 1 is next" },
    };

    [Theory]
    [MemberData(nameof(BadBatches))]
    public async Task Send_BadBatch_IsRefusedAndTakesNoPlace(LearnExamples batch, string expected)
    {
        await using var server = await ScriptedServer.Start(_session);
        await using var client = await OnlineSessionClient.Connect(server.Client, "s", Quick with { MaxInFlight = 1 }, Cancellation);

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => client.Send(batch, Cancellation).AsTask());
        await client.Send(Batch(1), Cancellation);

        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhileInFlight_EndsTheStreamAndTheWaiting()
    {
        _session.Gate = new TaskCompletionSource().Task;
        await using var server = await ScriptedServer.Start(_session);
        var client = await OnlineSessionClient.Connect(server.Client, "s", Quick with { MaxInFlight = 1 }, Cancellation);
        await client.Send(Batch(1), Cancellation);
        var waiting = client.Send(Batch(2), Cancellation).AsTask();

        await client.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static LearnExamples Batch(int value) => new() { Features = { value, value }, Values = { value } };

    private static async IAsyncEnumerable<LearnExamples> Batches(int first, int count, int size, int pauseAt = -1, TaskCompletionSource? pause = null, ConcurrentQueue<int>? taken = null)
    {
        for (var i = 0; i < count; i++)
        {
            if (i == pauseAt) await pause!.Task;
            taken?.Enqueue(i);
            var values = Enumerable.Range(first + i * size, size).Select(value => (float)value);
            yield return new LearnExamples { Features = { values, values }, Values = { values } };
        }
    }

    private static async IAsyncEnumerable<LearnExamples> Failing()
    {
        yield return Batch(1);
        yield return Batch(2);
        await Task.Yield();
        throw new FormatException("row 3");
    }
}
