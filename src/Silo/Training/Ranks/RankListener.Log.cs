using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Training.Ranks;

internal sealed partial class RankListener
{
    [LoggerMessage(LogLevel.Warning, "A connection from {Address} to the ranks is none of theirs, and was closed")]
    private static partial void LogStranger(ILogger log, string address);

    [LoggerMessage(LogLevel.Information, "A rank {Rank} of attempt {Attempt} from {Address} asked for a rank that does not wait here")]
    private static partial void LogUnknown(ILogger log, string address, int rank, int attempt);

    [LoggerMessage(LogLevel.Warning, "A rank {Rank} of attempt {Attempt} from {Address} was refused: {Verdict}")]
    private static partial void LogRefused(ILogger log, string address, int rank, int attempt, RankVerdict verdict);

    [LoggerMessage(LogLevel.Error, "The listener for ranks could not take a connection")]
    private static partial void LogFailed(ILogger log, Exception e);
}
