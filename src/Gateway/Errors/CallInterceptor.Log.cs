using Grpc.Core;

namespace DistributedDL.Gateway.Errors;

internal sealed partial class CallInterceptor
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} was refused with {Code}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string method, StatusCode code, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Method} failed with internal error {ErrorId}")]
    private static partial void LogBug(ILogger logger, Exception failure, string method, string errorId);
}
