using System.Diagnostics;
using DistributedDL.Learning.Training.DataParallel;
using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Silo.Tests.Training.Ranks;

public sealed class RankLossTests
{
    private static readonly RankLimits Short = LoopbackRanks.Limits with { Silence = TimeSpan.FromSeconds(1) };

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(0, 2)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    public void RankThatEnds_IsLostToAllOthersAtOnce(int ends, int share)
    {
        using var ranks = new LoopbackRanks(3, share: share);
        var begun = Stopwatch.GetTimestamp();

        var results = ranks.Run(collective =>
        {
            var values = new float[5_000];
            for (var step = 0; step < 10; step++)
            {
                if (step == 5 && collective.Rank == ends) return true;
                collective.AllReduce(values, default);
            }
            return false;
        }, LoopbackRanks.Segments);

        Assert.True(results[ends].Result);
        Assert.All(results.Where((_, rank) => rank != ends), result => Assert.Equal(ends, Assert.IsType<RankLostException>(result.Failure).Rank));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, LoopbackRanks.Limits.Silence / 2);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void RankThatEndedWhileNothingWasExpectedOfIt_IsLostAtTheNextExchangeAtOnce(int share)
    {
        using var ranks = new LoopbackRanks(3, share: share);
        var meshes = new RankMesh[3];
        var begun = Stopwatch.GetTimestamp();

        var results = ranks.Run(collective =>
        {
            if (collective.Rank == 2) return true;
            var mesh = meshes[collective.Rank];
            var (other, ended) = (mesh.Peers[0], mesh.Peers[1]);
            // Until both have seen it.
            var says = new byte[3];
            while (says[0] + says[1] < 2)
            {
                says[mesh.Rank] = ended.HasEnded ? (byte)1 : (byte)0;
                other.Begin(new RankPart(false, mesh.Rank, 1), new RankPart(false, other.Rank, 1));
                mesh.Exchange(says, [], default);
            }
            ended.Begin(default, new RankPart(false, 2, 1));
            mesh.Exchange(says, [], default);
            return false;
        }, mesh => LoopbackRanks.Segments(meshes[mesh.Rank] = mesh));

        Assert.All(results[..2], result => Assert.Equal(2, Assert.IsType<RankLostException>(result.Failure).Rank));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, LoopbackRanks.Limits.Silence / 2);
    }

    [Theory]
    [InlineData("segments")]
    [InlineData("reducer")]
    public async Task FrozenRank_IsLostToAllAfterTheLimit_AndNamed(string algorithm)
    {
        using var ranks = new LoopbackRanks(3, Short);
        using var released = new ManualResetEventSlim();
        // It joins, and then neither reads nor writes; its connections stay.
        var frozen = Task.Run(() =>
        {
            using var first = Call(ranks, 0);
            using var second = Call(ranks, 1);
            foreach (var raw in (RawRank[])[first, second])
            {
                raw.Send(new RankFrame(RankFrame.What.Data, 1), 0);
                raw.Read(RankFrame.Bytes + 1);
            }
            released.Wait(TimeSpan.FromMinutes(1));
        }, TestContext.Current.CancellationToken);

        var begun = 0L;
        var results = ranks.Run(collective =>
        {
            begun = Stopwatch.GetTimestamp();
            collective.AllReduce(new float[6_000_000], default);
            return true;
        }, mesh => algorithm == "reducer" ? new ReducerCollective(mesh, 6_000_000) : new SegmentCollective(mesh, 6_000_000), ranks: 2);
        var elapsed = Stopwatch.GetElapsedTime(begun);
        released.Set();

        Assert.All(results, result => Assert.Equal(2, Assert.IsType<RankLostException>(result.Failure).Rank));
        Assert.InRange(elapsed, Short.Silence, TimeSpan.FromSeconds(20));
        await frozen;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void RankThatComputesLongerThanTheLimit_IsNotLost(int share)
    {
        using var ranks = new LoopbackRanks(2, Short, share);
        using var never = new ManualResetEventSlim();

        var results = ranks.Run(collective =>
        {
            var values = new float[] { 1 };
            if (collective.Rank == 1) never.Wait(Short.Silence * 2.5);
            collective.AllReduce(values, default);
            return values[0];
        });

        Assert.All(results, result => Assert.Equal(2, result.Result));
    }

    [Theory]
    [InlineData(new byte[] { 9, 9, 9, 9, 9, 9, 9, 9 }, "no frame")]
    [InlineData(new byte[] { 1, 0, 0, 0, 255, 255, 255, 127 }, "2147483647 bytes")]
    [InlineData(new byte[] { 1, 0, 0, 0, 3, 0, 0, 0 }, "3 bytes where")]
    [InlineData(new byte[] { 1, 0, 0, 0, 255, 255, 255, 255 }, "-1 bytes")]
    [InlineData(new byte[] { 3, 0, 0, 0, 1, 0, 0, 0 }, "rank 1 has lost it")]
    public async Task BytesThatMakeNoSense_EndTheConnection(byte[] bytes, string reason)
    {
        using var ranks = new LoopbackRanks(2);
        var other = Task.Run(() =>
        {
            using var raw = RawRank.Join(ranks.EndPoints[0], ranks.Ticket(1), 0);
            raw.Socket.Send(bytes);
            return raw.Read(1_000_000);
        }, TestContext.Current.CancellationToken);

        var results = ranks.Run(collective =>
        {
            var lost = Assert.Throws<RankLostException>(() => collective.AllReduce(new float[5_000], default));
            // It stays so, and says so.
            Assert.Equal(lost.Rank, Assert.Throws<RankLostException>(() => collective.Broadcast([], default)).Rank);
            return lost;
        }, ranks: 1);

        // They may come while the ranks still meet.
        var lost = Assert.IsType<RankLostException>(results[0].Failure ?? results[0].Result);
        Assert.Equal(1, lost.Rank);
        Assert.Contains(reason, lost.Message, StringComparison.Ordinal);
        Assert.Null(await other);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Cancelled_WhileItWaits_EndsSoonAndIsLostToOthers(int share)
    {
        using var ranks = new LoopbackRanks(2, share: share);
        using var cancellation = new CancellationTokenSource();
        using var waits = new ManualResetEventSlim();

        var results = ranks.Run(collective =>
        {
            if (collective.Rank == 1)
            {
                waits.Wait(TimeSpan.FromSeconds(30));
                cancellation.Cancel();
                cancellation.Token.WaitHandle.WaitOne();
                return Assert.Throws<RankLostException>(() =>
                {
                    for (var i = 0; i < 2; i++) collective.AllReduce(new float[100_000], default);
                }).Rank;
            }
            waits.Set();
            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                for (var i = 0; i < 2; i++) collective.AllReduce(new float[100_000], cancellation.Token);
                collective.Gather([], cancellation.Token);
            });
            return -1;
        });

        Assert.Equal([-1, 0], results.Select(result => result.Result));
    }

    private static RawRank Call(LoopbackRanks ranks, int to)
    {
        for (var call = 0; ; call++)
        {
            var raw = RawRank.Connect(ranks.EndPoints[to]);
            if (raw.Greet(new RankGreeting(ranks.Ticket(2), to).Write()) == RankVerdict.Accepted) return raw;
            raw.Dispose();
            Assert.True(call < 100_000);
        }
    }
}
