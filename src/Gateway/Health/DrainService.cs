using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.Health;

/// <summary>
/// Lets the calls under way come to their end before Kestrel stops: (1) readiness ends, (2) load balancers get time to
/// notice, (3) streams end, new calls are refused, running ones finish, (4) what is left after the time-out is cut off.
/// </summary>
internal sealed partial class DrainService(DrainSignal drain, IOptions<GatewayOptions> options, TimeProvider time, ILogger<DrainService> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // (1)
        drain.Drain();
        LogDraining(logger, drain.Calls);
        try
        {
            // (2)
            if (options.Value.DrainDelay > TimeSpan.Zero) await Task.Delay(options.Value.DrainDelay, time, cancellationToken);
            // (3)
            await drain.Close().WaitAsync(options.Value.DrainTimeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // (4)
            LogAborting(logger, drain.Calls, options.Value.DrainTimeout);
            drain.Abort();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
