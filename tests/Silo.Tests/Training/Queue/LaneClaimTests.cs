using System.Net;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Training;
using DistributedDL.Silo.Training.Queue;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Silo.Tests.Training.Queue;

public sealed class LaneClaimTests
{
    private static readonly SiloAddress Silo = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1);
    private static readonly TrainingOptions Options = new();

    private readonly FakeTimeProvider _time = new();
    private readonly Queue _queue;

    public LaneClaimTests() => _queue = new Queue(new LaneAllotment(_time, Options.LaneLease, most: 10), new Dictionary<SiloAddress, int> { [Silo] = 2 });

    [Fact]
    public async Task Hold_ForManyLeases_KeepsItsLaneFromOthers()
    {
        var (first, second) = (Claim("first", worldSize: 2), Claim("second", worldSize: 2));
        Assert.Equal([Silo, Silo], await first.Wait(CancellationToken.None));
        first.Hold(() => { });

        for (var i = 0; i < 40; i++)
        {
            _time.Advance(Options.LaneLease / 4);
            Assert.Empty((await second.Ask()).Silos);
        }

        await first.Release();
        Assert.Equal([Silo, Silo], (await second.Ask()).Silos);
    }

    [Fact]
    public async Task Leave_ForALease_LosesTheLane()
    {
        var (first, second) = (Claim("first", worldSize: 2), Claim("second", worldSize: 2));
        await first.Wait(CancellationToken.None);
        first.Hold(() => { });
        await second.Ask();

        first.Leave();
        _time.Advance(Options.LaneLease / 2);
        Assert.Empty((await second.Ask()).Silos);
        _time.Advance(Options.LaneLease);

        Assert.Equal([Silo, Silo], (await second.Ask()).Silos);
    }

    [Fact]
    public async Task Hold_LanesAreFreeThatItCouldUse_TellsSo()
    {
        var (small, large) = (Claim("small", worldSize: 1), Claim("large", worldSize: 4));
        await small.Wait(CancellationToken.None);
        _queue.Lanes = new Dictionary<SiloAddress, int> { [Silo] = 1 };
        await small.Release();
        await large.Wait(CancellationToken.None);
        var told = 0;
        large.Hold(() => told++);

        _time.Advance(Options.LaneLease / 4);
        Assert.Equal(0, told);
        _queue.Lanes = new Dictionary<SiloAddress, int> { [Silo] = 3 };
        _time.Advance(Options.LaneLease / 4);

        Assert.Equal(1, told);
        large.Leave();
    }

    private LaneClaim Claim(string run, int worldSize) =>
        new(_queue, new LaneRequest(run, 0, _time.GetUtcNow(), worldSize, Silo, []), Options, _time);

    /// <summary>The queue's grain without its grain.</summary>
    private sealed class Queue(LaneAllotment allotment, IReadOnlyDictionary<SiloAddress, int> lanes) : ITrainingQueue
    {
        public IReadOnlyDictionary<SiloAddress, int> Lanes { get; set; } = lanes;

        public Task<LaneGrant> Ask(LaneRequest request) => Task.FromResult(allotment.Ask(request, Lanes));

        public Task Release(string run)
        {
            allotment.Release(run);
            return Task.CompletedTask;
        }

        public Task<SiloAddress?> Where(string run) => Task.FromResult(allotment.Where(run, Lanes));

        public Task<IReadOnlyList<string>> Known() => Task.FromResult(allotment.Runs);
    }
}
