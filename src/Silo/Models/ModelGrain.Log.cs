using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Models;

internal sealed partial class ModelGrain
{
    [LoggerMessage(LogLevel.Information, "Model {Model}: version {Version} published, weights {WeightsSha256}, live: {Promoted}")]
    private static partial void LogPublished(ILogger log, string model, int version, string weightsSha256, bool promoted);
}
