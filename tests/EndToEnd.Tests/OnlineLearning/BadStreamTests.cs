using DistributedDL.Client;
using DistributedDL.Client.OnlineLearning;
using Grpc.Core;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>What a session refuses, on a real server: status, words, and that nothing of it was applied.</summary>
public sealed class BadStreamTests(BadStreamServer served) : IClassFixture<BadStreamServer>
{
    private readonly DistributedDLClient _client = served.Client;

    [Fact]
    public async Task Learn_BadExamples_AreRefusedInWordsAndApplyNothing()
    {
        await Open("bad");
        Assert.Null(await Learn("bad", Examples(1, [1, 2, 3, 4], "0", "1")));
        foreach (var (examples, status, said) in new (LearnExamples, StatusCode, string)[]
        {
            (Examples(3, [1, 2, 3], "0"), StatusCode.InvalidArgument, "examples.features: 3 numbers for 1 examples; 2 are needed, 2 an example"),
            (Examples(3, [1, float.NaN], "0"), StatusCode.InvalidArgument, "examples.features[1]"),
            (Examples(3, [1, 2], "cat"), StatusCode.InvalidArgument, "'cat'"),
            (Examples(3, [1, 2]), StatusCode.InvalidArgument, "examples.labels: there are neither labels nor values"),
            (Examples(5, [1, 2], "0"), StatusCode.OutOfRange, "3"),
            (Examples(2, [3, 5], "1"), StatusCode.FailedPrecondition, "sequence 2 was learned with other content; a sequence number is used once"),
            (new LearnExamples { FirstSequence = 3, Features = { 1, 2 }, LabelIndices = { 3 } }, StatusCode.InvalidArgument, "label_indices[0]: 3 is not within 0 to 2, the places of the session's labels '0', '1', '2'"),
            (new LearnExamples { FirstSequence = 3, Features = { 1, 2 }, LabelIndices = { 1 }, Labels = { "1" } }, StatusCode.InvalidArgument, "examples.values: 0 values, 1 labels and 1 label indices; give one of them"),
            (Examples(0, [3, 5], "1"), StatusCode.InvalidArgument, "examples.first_sequence: 0 is below 1"),
        })
        {
            var e = await Learn("bad", examples);
            Assert.Equal(status, e?.StatusCode);
            Assert.Contains(said, e!.Status.Detail, StringComparison.Ordinal);
            Assert.Equal(2, (await Show("bad")).Examples);
        }
        Assert.Null(await Learn("bad", Examples(3, [1, 2], "2")));
        Assert.Equal(3, (await Show("bad")).LastSequence);
    }

    [Fact]
    public async Task Learn_ByLabelIndex_IsTheSameAsByLabel()
    {
        await Open("by-name");
        await Open("by-index");
        using var named = await Begin("by-name");
        using var indexed = await Begin("by-index");
        for (var first = 1; first <= 20; first++)
        {
            await named.RequestStream.WriteAsync(new LearnRequest { Examples = Examples(first, [first % 3, first % 5], $"{first % 3}") });
            await indexed.RequestStream.WriteAsync(new LearnRequest { Examples = new LearnExamples { FirstSequence = first, Features = { first % 3, first % 5 }, LabelIndices = { first % 3 } } });
            Assert.True(await named.ResponseStream.MoveNext(CancellationToken.None) && await indexed.ResponseStream.MoveNext(CancellationToken.None));
            var (name, index) = (named.ResponseStream.Current.Acknowledged, indexed.ResponseStream.Current.Acknowledged);
            Assert.Equal(name.PredictedLabels, index.PredictedIndices.Select(at => $"{at}"));
            Assert.Equal(name.Losses, index.Losses);
            Assert.Empty(index.PredictedLabels);
        }
        Assert.Equal((await Show("by-name")).WeightsSha256, (await Show("by-index")).WeightsSha256);
    }

    [Fact]
    public async Task Learn_SecondWriter_EndsTheFirstAndNoOther()
    {
        await Open("two");
        using var first = await Begin("two");
        using var second = await Begin("two");

        await first.RequestStream.WriteAsync(new LearnRequest { Examples = Examples(1, [1, 2], "0") });
        var e = await Assert.ThrowsAsync<RpcException>(() => first.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(StatusCode.FailedPrecondition, e.StatusCode);
        Assert.Contains("a session has one writer at a time", e.Status.Detail, StringComparison.Ordinal);
        await second.RequestStream.WriteAsync(new LearnRequest { Examples = Examples(1, [1, 2], "0") });
        Assert.True(await second.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(1, second.ResponseStream.Current.Acknowledged.LastSequence);
    }

    [Fact]
    public async Task Learn_ClosedSession_IsRefusedAndStillShown()
    {
        await Open("closed");
        Assert.Null(await Learn("closed", Examples(1, [1, 2], "0")));
        await _client.OnlineLearning.CloseSessionAsync(new CloseSessionRequest { Session = "closed" });

        var e = await Learn("closed", Examples(2, [1, 2], "0"));

        Assert.Equal((StatusCode.FailedPrecondition, "session 'closed': it is closed and takes no more examples"), (e!.StatusCode, e.Status.Detail));
        Assert.Equal(SessionState.Closed, (await Show("closed")).State);
    }

    [Fact]
    public async Task LearnLate_ExpiredTicket_IsRefusedWithItsTime()
    {
        await Open("late", "--ticket-lifetime", "1");
        var ticketed = await _client.OnlineLearning.PredictTicketedAsync(new PredictSessionRequest { Session = "late", Features = { 1, 2 } });
        using (var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50)))
            while (TimeProvider.System.GetUtcNow() <= ticketed.ExpiresAt.ToDateTimeOffset()) await beat.WaitForNextTickAsync();

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await _client.OnlineLearning.LearnLateAsync(new LearnLateRequest { Session = "late", Tickets = { ticketed.Tickets }, Labels = { "0" } }));

        Assert.Equal(StatusCode.FailedPrecondition, e.StatusCode);
        Assert.Contains("expired", e.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, (await Show("late")).Examples);
    }

    [Fact]
    public async Task Learn_ModelDeletedUnderTheSession_GoesOnAlsoAfterACrash()
    {
        using var folder = new TempFolder();
        string digest;
        await using (var first = await RunningServer.Start(folder.Data))
        {
            await first.Json("model", "create", "net", "--spec", folder.Write("net.json", BadStreamServer.Net));
            await first.Json("session", "open", "left", "--model", "net");
            await first.Json("model", "delete", "net");
            var learned = await first.Json("session", "learn", "left", "--input", folder.Write("rows.csv", "a,b,kind\n1,2,0\n3,4,1\n"), "--label", "kind");
            digest = (string)learned["weights_sha256"]!;
            Assert.Contains("there is no model 'net'", (await first.Run("session", "snapshot", "left")).Failed(), StringComparison.Ordinal);
            first.Kill();
        }
        await using var second = await RunningServer.Start(folder.Data);

        var session = await second.Json("session", "show", "left");

        Assert.Equal((2, digest), ((long)session["examples"]!, (string)session["weights_sha256"]!));
    }

    private Task<System.Text.Json.Nodes.JsonObject> Open(string session, params string[] more) => served.Running.Json(["session", "open", session, "--model", "net", .. more]);

    private async Task<OnlineSession> Show(string session) => await _client.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = session });

    private async Task<AsyncDuplexStreamingCall<LearnRequest, LearnResponse>> Begin(string session)
    {
        var call = _client.OnlineLearning.Learn();
        await call.RequestStream.WriteAsync(new LearnRequest { Start = new LearnStart { Session = session } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call;
    }

    /// <returns>How the stream ended; null where all was acknowledged.</returns>
    private async Task<RpcException?> Learn(string session, LearnExamples examples)
    {
        try
        {
            using var call = await Begin(session);
            await call.RequestStream.WriteAsync(new LearnRequest { Examples = examples });
            await call.RequestStream.CompleteAsync();
            while (await call.ResponseStream.MoveNext(CancellationToken.None)) { }
            return null;
        }
        catch (RpcException e)
        {
            return e;
        }
    }

    private static LearnExamples Examples(long first, float[] features, params string[] labels) => new() { FirstSequence = first, Features = { features }, Labels = { labels } };
}
