using DistributedDL.Contracts.Errors;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace DistributedDL.Silo.Training;

/// <summary>
/// Waits for a blob store that is unavailable, as long as it takes: an outage is no reason to give up days of training. What it repeats is
/// safe to repeat: reads, writes under a condition, and publications under an operation's id.
/// </summary>
/// <param name="givesUp">Asked between two attempts; the failure is thrown when it says so.</param>
internal sealed partial class StorePatience(string run, TimeProvider time, ILogger log, Func<bool> givesUp)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public Task Wait(Func<Task> work) => Wait(async () =>
    {
        await work();
        return true;
    });

    public async Task<T> Wait<T>(Func<Task<T>> work)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var done = await work();
                if (failures > 1) LogBack(log, run);
                return done;
            }
            catch (Exception e) when (DelayAfter(e, failures) is { } delay && !givesUp())
            {
                if (failures == 1) LogWaiting(log, e, run);
                await Task.Delay(delay, time);
            }
        }
    }

    // A grain that cannot read its state, or waits for the store itself, rejects the call or lets it run out.
    private static TimeSpan? DelayAfter(Exception e, int failures)
    {
        var least = StoreUnavailableException.In(e) is { } store ? store.RetryAfter : e is TimeoutException or OrleansMessageRejectionException ? TimeSpan.FromSeconds(1) : (TimeSpan?)null;
        return least is { } delay ? TimeSpan.FromTicks(Math.Min(delay.Ticks * failures, Math.Max(delay.Ticks, Longest.Ticks))) : null;
    }

    [LoggerMessage(LogLevel.Warning, "Training run {Run} waits for the blob store")]
    private static partial void LogWaiting(ILogger log, Exception e, string run);

    [LoggerMessage(LogLevel.Information, "Training run {Run} goes on: the blob store is back")]
    private static partial void LogBack(ILogger log, string run);
}
