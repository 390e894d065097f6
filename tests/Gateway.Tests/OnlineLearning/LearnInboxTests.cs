using DistributedDL.Gateway.OnlineLearning;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.Tests.OnlineLearning;

public sealed class LearnInboxTests
{
    private static LearnItem Item(long first, int examples = 1) => LearnItem.Read(LearnGroupTests.Labels(first, [.. Enumerable.Repeat("no", examples)]), 2);

    private static LearnItem Value(long first) =>
        LearnItem.Read(new Wire.LearnRequest { Examples = new Wire.LearnExamples { FirstSequence = first, Features = { 1, 2 }, Values = { 1 } } }, 2);

    private static async Task<long[]> Take(LearnInbox inbox) => [.. (await inbox.Take())!.Items.Select(item => item.FirstSequence)];

    private static async Task Gives(LearnInbox inbox, params long[] firstSequences) => Assert.Equal(firstSequences, await Take(inbox));

    [Fact]
    public async Task Take_WhatHasArrived_IsOneGroup()
    {
        var inbox = new LearnInbox(100, 1_000);
        for (var i = 1; i <= 3; i++) await inbox.Add(Item(i), default);

        await Gives(inbox, 1, 2, 3);
    }

    [Fact]
    public async Task Take_GapsRepeatsAndOtherTargets_BeginAGroupOfTheirOwn()
    {
        var inbox = new LearnInbox(100, 1_000);
        foreach (var item in new[] { Item(1, 2), Item(3), Item(3), Item(5), Value(6), Value(7) }) await inbox.Add(item, default);

        Assert.Equal([[1, 3], [3], [5], [6, 7]], [await Take(inbox), await Take(inbox), await Take(inbox), await Take(inbox)]);
    }

    [Theory]
    [InlineData(4, 1_000)]
    [InlineData(100, 32)]
    public async Task Add_Full_WaitsForATake(int maxExamples, int maxBytes)
    {
        var inbox = new LearnInbox(maxExamples, maxBytes);
        for (var i = 1; i <= 4; i++) await inbox.Add(Item(i), default);

        var waiting = inbox.Add(Item(5), default).AsTask();
        Assert.False(waiting.IsCompleted);
        await Gives(inbox, 1, 2, 3, 4);
        await waiting;
        await Gives(inbox, 5);
    }

    [Fact]
    public async Task Add_LargerThanTheBound_IsLetInAlone()
    {
        var inbox = new LearnInbox(4, 1_000);
        await inbox.Add(Item(1, 10), default);
        var waiting = inbox.Add(Item(11), default).AsTask();

        Assert.False(waiting.IsCompleted);
        await Gives(inbox, 1);
        await waiting;
    }

    [Fact]
    public async Task Add_CancelledWhileFull_Ends()
    {
        var inbox = new LearnInbox(1, 1_000);
        await inbox.Add(Item(1), default);
        using var cancellation = new CancellationTokenSource();
        var waiting = inbox.Add(Item(2), cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Take_Empty_WaitsForAnAdd()
    {
        var inbox = new LearnInbox(1, 1_000);
        var taking = Take(inbox);
        Assert.False(taking.IsCompleted);
        await inbox.Add(Item(1), default);

        Assert.Equal(1, (await taking).Single());
    }

    [Fact]
    public async Task End_WithItemsLeft_GivesThemFirst()
    {
        var inbox = new LearnInbox(10, 1_000);
        await inbox.Add(Item(1), default);
        inbox.End(new InvalidOperationException("cut"));

        await Gives(inbox, 1);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await inbox.Take());
    }

    [Fact]
    public async Task End_WhileATakeWaits_EndsIt()
    {
        var inbox = new LearnInbox(10, 1_000);
        var taking = inbox.Take().AsTask();
        inbox.End(null);

        Assert.Null(await taking);
    }
}
