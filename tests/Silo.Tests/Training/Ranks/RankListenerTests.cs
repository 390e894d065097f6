using System.Diagnostics;
using DistributedDL.Learning.Training.DataParallel;
using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Silo.Tests.Training.Ranks;

public sealed class RankListenerTests
{
    public static TheoryData<string> Strangers() => ["GET / HTTP/1.1\r\n\r\n", "\0\0\0\0\0\0\0\0\0", "DDLRANK1" + new string('x', 100)];

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Stranger_IsClosedAndLogged_AndRanksStillJoin(string says)
    {
        using var ranks = new LoopbackRanks(2);
        using var stranger = RawRank.Connect(ranks.EndPoints[0]);

        Assert.Null(stranger.Greet([.. says.Select(c => (byte)c)]));

        Assert.Contains(ranks.Logged, line => line.Contains("none of theirs", StringComparison.Ordinal));
        AssertJoin(ranks);
    }

    [Fact]
    public void Strangers_ThatSayNothing_AreClosedAfterTheLimit_AndHoldUpNobodyForLonger()
    {
        using var ranks = new LoopbackRanks(2, LoopbackRanks.Limits with { Handshake = TimeSpan.FromMilliseconds(500) });
        var strangers = Enumerable.Range(0, 100).Select(_ => RawRank.Connect(ranks.EndPoints[0])).ToArray();
        strangers[0].Socket.Send("DDLRANK1"u8);

        AssertJoin(ranks);
        Assert.Null(strangers[0].Read(1));
        Assert.Null(strangers[99].Read(1));
        foreach (var stranger in strangers) stranger.Dispose();
    }

    [Fact]
    public async Task Greeting_WithAnotherToken_IsRefused()
    {
        using var ranks = new LoopbackRanks(2);
        var judged = await Judge(ranks, ranks.Ticket(1) with { Token = RankTicket.NewToken() }, 0);

        Assert.Equal(RankVerdict.UnknownToken, judged);
        Assert.Contains(ranks.Logged, line => line.Contains("does not wait here", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("older attempt", "OtherAttempt")]
    [InlineData("world size", "OtherNetwork")]
    [InlineData("length", "OtherNetwork")]
    [InlineData("digest", "OtherNetwork")]
    [InlineData("rank below", "OtherRank")]
    [InlineData("rank above", "OtherRank")]
    public async Task Greeting_ThatDiffers_IsRefusedAndLogged_AndSaysWhy(string what, string verdict)
    {
        using var ranks = new LoopbackRanks(2);
        var ticket = ranks.Ticket(1);
        var other = what switch
        {
            "older attempt" => ticket with { Attempt = 2 },
            "world size" => ticket with { WorldSize = 3 },
            "length" => ticket with { Length = 8 },
            "digest" => ticket with { Digest = Enumerable.Repeat((byte)1, 32).ToArray() },
            "rank below" => ticket with { Rank = -1 },
            _ => ticket with { Rank = 2 },
        };

        Assert.Equal(verdict, $"{await Judge(ranks, other, 0)}");
        Assert.Contains(ranks.Logged, line => line.Contains(verdict, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Join_OfAnOlderAttempt_IsRefusedForGood()
    {
        using var ranks = new LoopbackRanks(2);
        using var stop = new CancellationTokenSource();
        var waiting = Task.Run(() => ranks.Join(ranks.Ticket(0), cancellation: stop.Token), TestContext.Current.CancellationToken);

        var lost = Assert.Throws<RankLostException>(() => ranks.Join(ranks.Ticket(1) with { Attempt = 2 }));

        Assert.Contains("refuses rank 1: OtherAttempt", lost.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void Join_WhenARankDoesNotCome_EndsAtTheLimitAndNamesIt()
    {
        using var ranks = new LoopbackRanks(3, LoopbackRanks.Limits with { Join = TimeSpan.FromSeconds(1) });
        var begun = Stopwatch.GetTimestamp();

        var results = ranks.Run(_ => true, ranks: 2);

        Assert.All(results, result => Assert.Equal(2, Assert.IsType<RankLostException>(result.Failure).Rank));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Join_OfARankThatIsLate_Waits()
    {
        using var ranks = new LoopbackRanks(2);
        var early = Task.Run(() =>
        {
            using var collective = ranks.Join(ranks.Ticket(1));
            return collective.Broadcast([], default);
        }, TestContext.Current.CancellationToken);
        // Refused at least once.
        Assert.True(SpinWait.SpinUntil(() => ranks.Logged.Any(line => line.Contains("does not wait here", StringComparison.Ordinal)), TimeSpan.FromSeconds(20)));

        using var late = ranks.Join(ranks.Ticket(0));

        Assert.Equal([5], late.Broadcast([5], default));
        Assert.Equal([5], await early);
    }

    private static async Task<RankVerdict?> Judge(LoopbackRanks ranks, RankTicket ticket, int to)
    {
        using var stop = new CancellationTokenSource();
        var waiting = Task.Run(() => ranks.Join(ranks.Ticket(0), cancellation: stop.Token));
        RankVerdict? verdict;
        var calls = 0;
        do
        {
            using var raw = RawRank.Connect(ranks.EndPoints[0]);
            verdict = raw.Greet(new RankGreeting(ticket, to).Write());
        }
        while (verdict == RankVerdict.UnknownToken && ticket.Token == ranks.Ticket(0).Token && ++calls < 100_000);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        return verdict;
    }

    private static void AssertJoin(LoopbackRanks ranks) =>
        Assert.All(ranks.Run(collective => collective.Broadcast([1], default)), result => Assert.Equal([1], result.Result!));
}
