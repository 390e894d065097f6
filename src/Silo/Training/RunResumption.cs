using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Training;

/// <summary>Once the silo is up, wakes the runs that were under way when the last process ended; waking is enough, they go on by themselves.</summary>
internal sealed partial class RunResumption(UnfinishedRuns unfinished, IGrainFactory grains, ILogger<RunResumption> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var run in unfinished.List(stoppingToken))
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
            catch (Exception e) when (e is ServiceException or OrleansException or TimeoutException)
            {
                LogNotWoken(log, e, run);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Training run {Run} was under way when the last process ended; now {State}")]
    private static partial void LogWoken(ILogger log, string run, RunState state);

    [LoggerMessage(LogLevel.Error, "Training run {Run} could not be resumed")]
    private static partial void LogNotWoken(ILogger log, Exception e, string run);
}
