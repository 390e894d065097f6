using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.OnlineLearning;

internal sealed partial class OnlineSessionGrain
{
    [LoggerMessage(LogLevel.Information, "Session {Session} opened on model {Model}, version {Version}")]
    private static partial void LogOpened(ILogger log, string session, string model, int? version);

    [LoggerMessage(LogLevel.Information, "Session {Session} recovered: checkpoint at {Checkpoint}, journal to {Sequence}, {Seconds} s")]
    private static partial void LogRecovered(ILogger log, string session, long checkpoint, long sequence, double seconds);

    [LoggerMessage(LogLevel.Information, "Session {Session} closed at sequence {Sequence}")]
    private static partial void LogClosed(ILogger log, string session, long sequence);

    [LoggerMessage(LogLevel.Information, "Session {Session} went back to version {Version} at sequence {Sequence}")]
    private static partial void LogRolledBack(ILogger log, string session, int version, long sequence);

    [LoggerMessage(LogLevel.Error, "Session {Session} is damaged")]
    private static partial void LogDamaged(ILogger log, Exception e, string session);

    [LoggerMessage(LogLevel.Warning, "Session {Session} was taken over by another activation")]
    private static partial void LogOvertaken(ILogger log, Exception e, string session);

    [LoggerMessage(LogLevel.Error, "Session {Session} could not journal or learn; it recovers from what is durable")]
    private static partial void LogNotJournalled(ILogger log, Exception e, string session);

    [LoggerMessage(LogLevel.Error, "Session {Session}: no checkpoint could be stored at sequence {Sequence}; the journal still holds everything")]
    private static partial void LogNotCheckpointed(ILogger log, Exception e, string session, long sequence);

    [LoggerMessage(LogLevel.Warning, "Session {Session}: its automatic snapshot {Number} could not be published or old ones not removed; it is tried again")]
    private static partial void LogNotPublished(ILogger log, Exception e, string session, int number);
}
