using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Training;

/// <summary>Once the silo is up, wakes the runs that were under way when the last process ended; waking is enough, they go on by themselves.</summary>
internal sealed partial class RunResumption(UnfinishedRuns unfinished, IGrainFactory grains, TimeProvider time, ILogger<RunResumption> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Again until each was woken once: neither the list nor a run is to be had while the blob store is unavailable.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var woken = new HashSet<string>(StringComparer.Ordinal);
        while (!await WakeAll(woken, stoppingToken)) await Task.Delay(Pause, time, stoppingToken);
    }

    private async Task<bool> WakeAll(HashSet<string> woken, CancellationToken stoppingToken)
    {
        var all = true;
        try
        {
            await foreach (var run in unfinished.List(stoppingToken)) all &= woken.Contains(run) || await Wake(run, woken, stoppingToken);
            return all;
        }
        catch (StoreUnavailableException e)
        {
            LogNotListed(log, e);
            return false;
        }
    }

    /// <returns>False where it is to be tried again.</returns>
    private async Task<bool> Wake(string run, HashSet<string> woken, CancellationToken stoppingToken)
    {
        try
        {
            var report = await grains.GetGrain<ITrainingRun>(run).Show();
            LogWoken(log, run, report.State);
        }
        catch (ResourceNotFoundException)
        {
            // A crash came between the marker and the run's first write: the run was never acknowledged.
            await unfinished.Remove(run, stoppingToken);
        }
        catch (Exception e) when (StoreUnavailableException.In(e) is not null)
        {
            LogNotWoken(log, e, run);
            return false;
        }
        catch (Exception e) when (e is ServiceException or OrleansException or TimeoutException)
        {
            LogNotWoken(log, e, run);
        }
        woken.Add(run);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Training run {Run} was under way when the last process ended; now {State}")]
    private static partial void LogWoken(ILogger log, string run, RunState state);

    [LoggerMessage(LogLevel.Warning, "The training runs that were under way cannot be listed yet")]
    private static partial void LogNotListed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "Training run {Run} could not be resumed")]
    private static partial void LogNotWoken(ILogger log, Exception e, string run);
}
