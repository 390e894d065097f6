using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace DistributedDL.Gateway.Metrics;

/// <summary>What the gateway counts.</summary>
public sealed class GatewayMetrics
{
    public const string MeterName = "DistributedDL.Gateway";

    private static readonly double[] DurationBuckets =
        [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly ConcurrentDictionary<string, (string Service, string Method)> _methods = new();
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<long> _batchExamples;
    private readonly Counter<long> _uploaded;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("ddl.requests", description: "Ended gRPC calls by service, method and status code.");
        _duration = meter.CreateHistogram("ddl.request.duration", "s", "Duration of ended gRPC calls, streams from first to last message.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets });
        _active = meter.CreateUpDownCounter<long>("ddl.requests.active", description: "gRPC calls under way.");
        _batchExamples = meter.CreateHistogram("ddl.predict.batch.examples", description: "Examples of one call to a predictor, gathered from callers.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
        _uploaded = meter.CreateCounter<long>("ddl.upload", "By", "Bytes of data set files received.");
    }

    internal void Begin(string method) => _active.Add(1, Tags(method));

    internal void End(string method, StatusCode code, TimeSpan elapsed)
    {
        var tags = Tags(method);
        _active.Add(-1, tags);
        tags.Add("code", Names[(int)code]);
        _requests.Add(1, tags);
        _duration.Record(elapsed.TotalSeconds, tags);
    }

    internal void Batch(int examples) => _batchExamples.Record(examples);

    internal void Uploaded(long bytes) => _uploaded.Add(bytes);

    private TagList Tags(string path)
    {
        var (service, method) = _methods.GetOrAdd(path, static path => (path[1..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]));
        return new TagList { { "service", service }, { "method", method } };
    }

    /// <summary>The codes as gRPC writes them, by number.</summary>
    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];
}
