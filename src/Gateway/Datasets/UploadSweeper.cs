using Microsoft.Extensions.Hosting;

namespace DistributedDL.Gateway.Datasets;

/// <summary>Once at start: removes uploads that a crash has left behind.</summary>
internal sealed partial class UploadSweeper(UploadArea uploads, ILogger<UploadSweeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var removed = await uploads.RemoveAbandoned(stoppingToken);
            if (removed > 0) LogRemoved(logger, removed);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Removed {Files} abandoned uploads")]
    private static partial void LogRemoved(ILogger logger, int files);

    [LoggerMessage(2, LogLevel.Warning, "Abandoned uploads could not be removed; the next start tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
