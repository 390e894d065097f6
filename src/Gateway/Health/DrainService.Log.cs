namespace DistributedDL.Gateway.Health;

internal sealed partial class DrainService
{
    [LoggerMessage(1, LogLevel.Information, "Shutting down: {Calls} calls are under way")]
    private static partial void LogDraining(ILogger logger, int calls);

    [LoggerMessage(2, LogLevel.Warning, "{Calls} calls did not end within {Timeout} and are cut off")]
    private static partial void LogAborting(ILogger logger, int calls, TimeSpan timeout);
}
