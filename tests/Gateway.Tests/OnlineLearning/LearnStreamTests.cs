using DistributedDL.Client.OnlineLearning;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Rpc;
using Grpc.Core;

namespace DistributedDL.Gateway.Tests.OnlineLearning;

/// <summary>The Learn stream over a real connection to a session in a real silo.</summary>
public sealed class LearnStreamTests(GatewayHost host)
{
    private readonly OnlineLearningService.OnlineLearningServiceClient _client = new(host.Channel);

    private static LearnRequest Examples(long first, params string[] labels) => LearnGroupTests.Labels(first, labels);

    private async Task<AsyncDuplexStreamingCall<LearnRequest, LearnResponse>> Start(string session, long expectedLast = 0)
    {
        var call = _client.Learn();
        await call.RequestStream.WriteAsync(new LearnRequest { Start = new LearnStart { Session = session } });
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(expectedLast, call.ResponseStream.Current.Started.LastSequence);
        return call;
    }

    private static async Task<LearnAcknowledged> Next(AsyncDuplexStreamingCall<LearnRequest, LearnResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext());
        return call.ResponseStream.Current.Acknowledged;
    }

    private int[] GroupSizes(string session) => [.. host.Stage.Batches[session].Select(batch => batch.Examples)];

    [Fact]
    public async Task Learn_OneMessage_IsAcknowledgedWhileTheStreamIsOpen()
    {
        using var call = await Start("one");
        await call.RequestStream.WriteAsync(Examples(1, "no", "yes"));

        Assert.Equal(
            new LearnAcknowledged { FirstSequence = 1, LastSequence = 2, PredictedLabels = { "yes", "no" }, Losses = { 0.001f, 0.002f }, Metrics = { ["accuracy"] = 2 } },
            await Next(call));
    }

    [Fact]
    public async Task Learn_WhileACallRuns_WhatArrivesIsOneGroupAndAcknowledgedInOrder()
    {
        var hold = host.Stage.Holds["grouped"] = new TaskCompletionSource();
        using var call = await Start("grouped");
        await call.RequestStream.WriteAsync(Examples(1, "no"));
        await Wait.Until(() => host.Stage.Batches.ContainsKey("grouped"));
        for (var i = 2; i <= 50; i++) await call.RequestStream.WriteAsync(Examples(i, "no"));
        await call.RequestStream.CompleteAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        hold.SetResult();

        var acknowledged = await call.ResponseStream.ReadAllAsync().Select(response => response.Acknowledged.LastSequence).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), acknowledged);
        Assert.InRange(GroupSizes("grouped").Length, 2, 8);
        Assert.Equal(1, GroupSizes("grouped")[0]);
    }

    [Fact]
    public async Task Learn_WhileACallRuns_TheNextGroupIsUnderWayAndTheRestWaits()
    {
        var hold = host.Stage.Holds["two"] = new TaskCompletionSource();
        using var call = await Start("two");
        for (var i = 1; i <= 20; i++)
        {
            await call.RequestStream.WriteAsync(Examples(i, "no"));
            await Wait.Until(() => host.Stage.Batches.TryGetValue("two", out var sent) && sent.Count == Math.Min(i, 2));
        }
        hold.SetResult();
        await call.RequestStream.CompleteAsync();

        var acknowledged = await call.ResponseStream.ReadAllAsync().Select(response => response.Acknowledged).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), acknowledged.Select(one => one.LastSequence));
        Assert.Equal(20, acknowledged[^1].Metrics["accuracy"]);
    }

    [Fact]
    public async Task Learn_SessionIsFull_TheStreamWaitsAndGoesOn()
    {
        host.Stage.Overloads["full"] = 2;
        using var call = await Start("full");
        await call.RequestStream.WriteAsync(Examples(1, "no"));

        Assert.Equal(1, (await Next(call)).LastSequence);
        Assert.Equal(3, GroupSizes("full").Length);
    }

    [Fact]
    public async Task Learn_Reconnected_GoesOnAfterTheLastDurableOne()
    {
        using (var call = await Start("again"))
        {
            await call.RequestStream.WriteAsync(Examples(1, "no", "yes", "no"));
            await Next(call);
        }
        using var second = await Start("again", expectedLast: 3);
        await second.RequestStream.WriteAsync(Examples(2, "yes", "no", "yes"));

        var acknowledged = await Next(second);

        Assert.Equal((2, 4, 2, 1), (acknowledged.FirstSequence, acknowledged.LastSequence, acknowledged.Duplicates, acknowledged.Losses.Count));
    }

    [Fact]
    public async Task Learn_Gap_IsOutOfRangeWithTheExpectedNumberAfterTheGoodOnes()
    {
        using var call = await Start("gap");
        await call.RequestStream.WriteAsync(Examples(1, "no"));
        await call.RequestStream.WriteAsync(Examples(5, "no"));

        Assert.Equal(1, (await Next(call)).LastSequence);
        var e = await Details.Fails(StatusCode.OutOfRange, () => call.ResponseStream.MoveNext());
        Assert.Equal("2", e.GetRpcStatus()!.GetDetail<ErrorInfo>().Metadata["expected_sequence"]);
    }

    [Fact]
    public async Task Learn_BadLabelInAGroup_TheMessagesBeforeItAreLearned()
    {
        var hold = host.Stage.Holds["bad-label"] = new TaskCompletionSource();
        using var call = await Start("bad-label");
        await call.RequestStream.WriteAsync(Examples(1, "no"));
        await Wait.Until(() => host.Stage.Batches.ContainsKey("bad-label"));
        await call.RequestStream.WriteAsync(Examples(2, "no", "no"));
        await call.RequestStream.WriteAsync(Examples(4, "no", "bad"));
        await call.RequestStream.WriteAsync(Examples(6, "no"));
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        hold.SetResult();

        Assert.Equal(1, (await Next(call)).LastSequence);
        Assert.Equal(3, (await Next(call)).LastSequence);
        Assert.Equal(["labels[1]"], await Details.BadFields(() => call.ResponseStream.MoveNext()));
        using var second = await Start("bad-label", expectedLast: 3);
    }

    [Fact]
    public async Task Learn_WrongWidth_IsRefusedAfterTheGoodOnesAreAcknowledged()
    {
        using var call = await Start("width");
        await call.RequestStream.WriteAsync(Examples(1, "no"));
        await call.RequestStream.WriteAsync(new LearnRequest { Examples = new LearnExamples { FirstSequence = 2, Features = { 1 }, Labels = { "no" } } });

        Assert.Equal(1, (await Next(call)).LastSequence);
        Assert.Equal(["examples.features"], await Details.BadFields(() => call.ResponseStream.MoveNext()));
    }

    [Fact]
    public async Task Learn_ClientReadsNothing_IsHeldBackAndLosesNothing()
    {
        const int Messages = 2_000, Each = 500;
        using var call = await Start("slow-reader");
        var labels = Enumerable.Repeat(new string('y', 40), Each).ToArray();
        var written = 0;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Messages; i++)
            {
                await call.RequestStream.WriteAsync(Examples(1 + ((long)i * Each), labels));
                Volatile.Write(ref written, i + 1);
            }
            await call.RequestStream.CompleteAsync();
        });
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        Assert.True(Volatile.Read(ref written) < Messages, "a client that reads nothing was never held back");

        var last = 0L;
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal(last + 1, response.Acknowledged.FirstSequence);
            last = response.Acknowledged.LastSequence;
        }
        await writing;
        Assert.Equal(Messages * Each, last);
    }

    [Fact]
    public async Task Learn_ExamplesFirst_AsksForTheStart()
    {
        using var call = _client.Learn();
        await call.RequestStream.WriteAsync(Examples(1, "no"));

        Assert.Equal(["start"], await Details.BadFields(() => call.ResponseStream.MoveNext()));
    }

    [Fact]
    public async Task Learn_UnknownSession_IsNotFound()
    {
        using var call = _client.Learn();
        await call.RequestStream.WriteAsync(new LearnRequest { Start = new LearnStart { Session = "missing" } });

        await Details.Fails(StatusCode.NotFound, () => call.ResponseStream.MoveNext());
    }
}
