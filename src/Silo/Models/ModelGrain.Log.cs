using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Models;

internal sealed partial class ModelGrain
{
    [LoggerMessage(LogLevel.Information, "Model {Model}: version {Version} published, weights {WeightsSha256}, live: {Promoted}")]
    private static partial void LogPublished(ILogger log, string model, int version, string weightsSha256, bool promoted);

    [LoggerMessage(LogLevel.Information, "Model {Model}: versions {Versions} removed, which session {Session} had published and keeps no longer")]
    private static partial void LogRemoved(ILogger log, string model, string versions, string session);
}
