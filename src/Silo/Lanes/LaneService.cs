using DistributedDL.Learning.Native;
using Microsoft.Extensions.Hosting;

namespace DistributedDL.Silo.Lanes;

/// <summary>
/// Starts the lanes before the silo and drains them after it. Libtorch is loaded here, so that a missing native fails
/// the process at its start and not a user later.
/// </summary>
internal sealed class LaneService(LaneSet lanes) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Libtorch.Load();
        foreach (var pool in lanes.All) pool.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(lanes.All.Select(pool => pool.Drain())).WaitAsync(cancellationToken);
}
