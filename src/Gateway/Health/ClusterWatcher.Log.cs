namespace DistributedDL.Gateway.Health;

internal sealed partial class ClusterWatcher
{
    [LoggerMessage(1, LogLevel.Information, "Ready: the cluster answers")]
    private static partial void LogReady(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "Not ready: {Fault}")]
    private static partial void LogNotReady(ILogger logger, string fault);
}
