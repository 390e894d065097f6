using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Storage.Blobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Training;

/// <summary>
/// Once the silo is up and then again and again, wakes the runs that have not ended and that nobody computes: their process has ended, and waking is enough,
/// they go on by themselves.
/// </summary>
internal sealed partial class RunResumption(
    UnfinishedRuns unfinished, IGrainFactory grains, IOptions<TrainingOptions> options, TimeProvider time, ILogger<RunResumption> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.WakeInterval, time);
        do
        {
            try
            {
                await WakeAll(stoppingToken);
            }
#pragma warning disable CA1031 // Store or queue do not answer at the moment; the next round finds the same runs.
            catch (Exception e)
            {
                if (stoppingToken.IsCancellationRequested) return;
                LogNotLooked(log, e);
            }
#pragma warning restore CA1031
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task WakeAll(CancellationToken stopping)
    {
        HashSet<string>? known = null;
        await foreach (var (run, marker) in unfinished.List(stopping))
        {
            known ??= [.. await grains.GetGrain<ITrainingQueue>(0).Known()];
            if (!known.Contains(run)) await Wake(run, marker, stopping);
        }
    }

    private async Task Wake(string run, BlobProperties marker, CancellationToken stopping)
    {
        try
        {
            if (await grains.GetGrain<ITrainingRun>(run).Wake()) LogWoken(log, run);
            // A crash came between the marker and the run's first write, or between its last and the marker's end; or its start was refused.
            else await unfinished.Remove(marker, stopping);
        }
        catch (Exception e) when ((e is ServiceException or OrleansException or TimeoutException) && !stopping.IsCancellationRequested)
        {
            LogNotWoken(log, e, run);
        }
    }

    [LoggerMessage(LogLevel.Information, "Training run {Run} had not ended and nobody computed it; it goes on")]
    private static partial void LogWoken(ILogger log, string run);

    [LoggerMessage(LogLevel.Error, "Training run {Run} could not be resumed")]
    private static partial void LogNotWoken(ILogger log, Exception e, string run);

    [LoggerMessage(LogLevel.Warning, "Runs that have not ended could not be looked for")]
    private static partial void LogNotLooked(ILogger log, Exception e);
}
