using DistributedDL.Learning.Native;
using Microsoft.Extensions.Hosting;

namespace DistributedDL.Silo.Lanes;

/// <summary>
/// Starts the lanes before the silo and drains them after it. Libtorch is loaded here, so that a missing native fails
/// the process at its start and not a user later.
/// </summary>
/// <param name="find">The lanes are looked up at the start and not before, so that faulty options of every section are reported together.</param>
internal sealed class LaneService(Func<LaneSet> find) : IHostedService
{
    private LaneSet? _lanes;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Libtorch.Load();
        _lanes = find();
        foreach (var pool in _lanes.All) pool.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll((_lanes?.All ?? []).Select(pool => pool.Drain())).WaitAsync(cancellationToken);
}
