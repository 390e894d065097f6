using DistributedDL.Clustering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace DistributedDL.Gateway.Health;

/// <summary>Asks the cluster again and again which of its silos are active; readiness follows the answer.</summary>
internal sealed partial class ClusterWatcher(
    IGrainFactory grains, ClusterReadiness readiness, ClusterRedis redis, IOptions<GatewayOptions> options, TimeProvider time, ILogger<ClusterWatcher> logger)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks once before the host counts as started, so that a server in one process is ready from its first moment.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => Probe(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ReadinessInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await Probe(stoppingToken);
    }

    private async Task Probe(CancellationToken cancellation)
    {
        var fault = await Ask(cancellation);
        if (fault is not null && readiness.Fault != fault) LogNotReady(logger, fault);
        else if (fault is null && readiness.Fault is not null) LogReady(logger);
        readiness.Record(fault);
    }

    private async Task<string?> Ask(CancellationToken cancellation)
    {
        try
        {
            var silos = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellation).WaitAsync(AnswerTimeout, time, cancellation);
            return silos.Count > 0 ? null : "no silo is active";
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return $"the cluster does not answer: {await Why(e, cancellation)}";
        }
    }

    // What Orleans throws where no silo is known differs from try to try, and names none of it.
    private async Task<string> Why(Exception failure, CancellationToken cancellation) =>
        await redis.FindFault(cancellation) ?? (failure is TimeoutException ? $"no silo answers within {AnswerTimeout.TotalSeconds} s" : "no silo answers");

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
