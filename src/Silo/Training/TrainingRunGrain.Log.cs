using DistributedDL.Contracts.Training;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Training;

internal sealed partial class TrainingRunGrain
{
    [LoggerMessage(LogLevel.Information, "Training run {Run} is {State} after {Epochs} epochs")]
    private static partial void LogEnded(ILogger log, string run, RunState state, int epochs);

    [LoggerMessage(LogLevel.Information, "Training run {Run} moves to silo {Silo}, where its lanes are")]
    private static partial void LogMoves(ILogger log, string run, SiloAddress silo);

    [LoggerMessage(LogLevel.Information, "Training run {Run}, attempt {Attempt}: {Text}")]
    private static partial void LogTold(ILogger log, string run, int attempt, string text);

    [LoggerMessage(LogLevel.Warning, "Training run {Run} failed")]
    private static partial void LogFailed(ILogger log, Exception e, string run);

    [LoggerMessage(LogLevel.Warning, "Training run {Run}: attempt {Attempt} was overtaken by another activation")]
    private static partial void LogFenced(ILogger log, Exception e, string run, int attempt);

    [LoggerMessage(LogLevel.Error, "Training run {Run}: attempt {Attempt} could not be recorded")]
    private static partial void LogNotRecorded(ILogger log, Exception e, string run, int attempt);
}
