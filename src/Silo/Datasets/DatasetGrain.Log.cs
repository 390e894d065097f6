using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Datasets;

internal sealed partial class DatasetGrain
{
    [LoggerMessage(LogLevel.Information, "Data set {Dataset}: version {Version} imported, {Examples} examples, {LengthBytes} bytes")]
    private static partial void LogImported(ILogger log, string dataset, int version, long examples, long lengthBytes);
}
