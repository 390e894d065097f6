using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.DataParallel;
using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Silo.Tests.Training.Ranks;

public sealed class SocketCollectiveTests
{
    /// <summary>The last number is how many share memory: all, some, none.</summary>
    public static TheoryData<string, int, int, int> Worlds() =>
        [.. from algorithm in (string[])["segments", "reducer"] from worldSize in (int[])[1, 2, 3, 4] from length in (int[])[1, 16, 1000, 1024, 5003]
            from share in (int[])[worldSize, worldSize - 1, 0] where share != 1 select (algorithm, worldSize, length, share)];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void AllReduce_IsTheSumInTheOrderOfRanks_WithTheSameBitsOnAll(string algorithm, int worldSize, int length, int share)
    {
        var expected = Values(0, length);
        for (var rank = 1; rank < worldSize; rank++)
        {
            var next = Values(rank, length);
            for (var i = 0; i < length; i++) expected[i] += next[i];
        }
        using var ranks = new LoopbackRanks(worldSize, share: share);

        var results = ranks.Run(collective =>
        {
            var values = Values(collective.Rank, length);
            collective.AllReduce(values, default);
            return values;
        }, Make(algorithm));

        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.All(results, result => Assert.Equal(expected, result.Result!));
    }

    [Theory]
    [InlineData("segments", 3)]
    [InlineData("segments", 2)]
    [InlineData("segments", 0)]
    [InlineData("reducer", 3)]
    [InlineData("reducer", 0)]
    public void AllReduce_OfMoreThanIsOnTheWay_DoesNotBlock(string algorithm, int share)
    {
        using var ranks = new LoopbackRanks(3, share: share);

        var results = ranks.Run(collective =>
        {
            var values = new float[6_000_000];
            Array.Fill(values, collective.Rank + 1);
            collective.AllReduce(values, default);
            return values.All(value => value == 6) ? collective.SentBytes : -1;
        }, mesh => algorithm == "reducer" ? new ReducerCollective(mesh, int.MaxValue / 8) : new SegmentCollective(mesh, int.MaxValue / 8));

        // Two thirds of it out for the sums and as much for what is summed here; the frames and the meeting are what is left.
        var times = algorithm == "reducer" ? 1 : 4 / 3.0;
        Assert.InRange(results[1].Result, (long)(24_000_000 * times), (long)(24_000_000 * times) + 1000);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(0)]
    public void BroadcastAndGather_PayloadsOfAnySize(int share)
    {
        using var ranks = new LoopbackRanks(3, share: share);

        var results = ranks.Run(collective =>
        {
            var own = Enumerable.Repeat((byte)(collective.Rank + 1), collective.Rank * 100_000).ToArray();
            var gathered = collective.Gather(own, default);
            var given = collective.Broadcast(collective.Rank == 0 ? [1, 2, 3] : [9], default);
            var empty = collective.Broadcast([], default);
            return (gathered, given, empty);
        });

        Assert.Equal([0, 100_000, 200_000], results[0].Result.gathered.Select(payload => payload.Length));
        Assert.All(results[0].Result.gathered[2], value => Assert.Equal(3, value));
        Assert.All(results, result => Assert.Equal([1, 2, 3], result.Result.given));
        Assert.All(results, result => Assert.Empty(result.Result.empty));
        Assert.Empty(results[1].Result.gathered);
    }

    [Fact]
    public void Payload_TooLarge_IsRefused()
    {
        using var ranks = new LoopbackRanks(1);
        using var alone = ranks.Join(ranks.Ticket(0));

        Assert.Contains("at most 16777216", Assert.Throws<ArgumentException>(() => alone.Broadcast(new byte[(16 << 20) + 1], default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_AllRanksAndBothWaysTheSameBits()
    {
        var architecture = ArchitectureJson.Parse("""{"input":[8],"layers":[{"dense":{"units":70,"activation":"relu"}},{"dense":{"units":3,"activation":"softmax"}}]}""");
        var spec = new TrainingSpec { Model = "m", Dataset = "d", Epochs = 3, BatchSize = 20, WorldSize = 3, Seed = 5 };
        using var examples = Examples(203);

        (EpochReport Report, byte[] Weights) Train(SocketCollective collective)
        {
            Libtorch.Load();
            using var network = Network.Create(architecture, spec.Seed);
            using var trainer = new Trainer(network, spec, examples, examples, collective: collective);
            EpochReport? report = null;
            while (!trainer.IsDone) report = trainer.RunEpoch(null, default);
            return (report!, [.. trainer.Capture().SelectMany(tensor => tensor.Data.ToArray())]);
        }

        using var first = new LoopbackRanks(3);
        using var second = new LoopbackRanks(3, share: 0);
        var results = first.Run(Train, LoopbackRanks.Segments).Concat(second.Run(Train, LoopbackRanks.Reducer)).ToArray();

        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.All(results, result => Assert.Equal(results[0].Result.Weights, result.Result.Weights));
        Assert.All(results, result => Assert.Equal(results[0].Result.Report.Metrics, result.Result.Report.Metrics));
    }

    [Fact]
    public void Steps_AThousand_AllocateLittle()
    {
        using var ranks = new LoopbackRanks(2);

        var results = ranks.Run(collective =>
        {
            var values = new float[20_000];
            for (var i = 0; i < 50; i++) collective.AllReduce(values, default);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++) collective.AllReduce(values, default);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }, mesh => new SegmentCollective(mesh, 1 << 18));

        // A buffer made anew for each step would be 80 MB; what there is comes of waits that the runtime makes garbage for, more on a busy machine.
        Assert.All(results, result => Assert.InRange(result.Result, 0, 20_000_000));
    }

    private static Func<RankMesh, SocketCollective> Make(string algorithm) => algorithm == "reducer" ? LoopbackRanks.Reducer : LoopbackRanks.Segments;

    private static float[] Values(int rank, int length)
    {
        var random = new Random(rank + 1);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() * 2 - 1) * MathF.Pow(10, random.Next(-5, 5)))];
    }

    private static ExampleSet Examples(int count)
    {
        var random = new Random(4);
        var set = new ExampleSet(count, 8, ElementType.U8);
        var features = new byte[count * 8];
        random.NextBytes(features);
        set.Append(features, [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(3))]);
        return set;
    }
}
