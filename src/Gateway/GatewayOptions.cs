using System.ComponentModel.DataAnnotations;

namespace DistributedDL.Gateway;

/// <summary>What an operator sets about the door; configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>Port of REST, dashboard and health; 0 takes a free one. Default 8000.</summary>
    [Range(0, 65_535)]
    public int HttpPort { get; set; } = 8000;

    /// <summary>Port of gRPC (HTTP/2 without TLS); 0 takes a free one. Default 8001.</summary>
    [Range(0, 65_535)]
    public int GrpcPort { get; set; } = 8001;

    /// <summary>Port of <c>/metrics</c>; 0 takes a free one. Default 8002.</summary>
    [Range(0, 65_535)]
    public int MetricsPort { get; set; } = 8002;

    /// <summary>IP address to listen on, or <c>localhost</c>, or <c>*</c> for all. Default the loopback address, since there is no access control yet.</summary>
    public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>Largest gRPC message taken, in bytes. Default 4 MiB.</summary>
    [Range(64 << 10, 256 << 20)]
    public int MaxReceiveMessageBytes { get; set; } = 4 << 20;

    /// <summary>Most calls at once on one connection. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxStreamsPerConnection { get; set; } = 1_000;

    /// <summary>Most files of one import. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxUploadFiles { get; set; } = 1_000;

    /// <summary>Most bytes of one import, over all its files. Default 64 GiB.</summary>
    [Range(1L, 1L << 50)]
    public long MaxUploadBytes { get; set; } = 64L << 30;

    /// <summary>Most examples that go to a predictor in one call. Default 512.</summary>
    [Range(1, 10_000)]
    public int MaxBatchExamples { get; set; } = 512;

    /// <summary>Most bytes of features that go to a predictor in one call; a larger request goes alone. Default 1 MiB.</summary>
    [Range(4 << 10, 64 << 20)]
    public int MaxBatchBytes { get; set; } = 1 << 20;

    /// <summary>Most Predict calls that wait for one model; more are refused with RESOURCE_EXHAUSTED. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaitingPredictions { get; set; } = 4_096;

    /// <summary>Calls to the predictor of one model that are under way at once; while they run, the next group gathers. Default 2: one is computed, one travels.</summary>
    [Range(1, 64)]
    public int MaxConcurrentBatches { get; set; } = 2;

    /// <summary>Most examples of a Learn stream that go to a session in one call. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int MaxLearnExamples { get; set; } = 4_096;

    /// <summary>Most bytes of features of a Learn stream that go to a session in one call. Default 1 MiB.</summary>
    [Range(4 << 10, 64 << 20)]
    public int MaxLearnBytes { get; set; } = 1 << 20;

    /// <summary>How often a watched run is read, and so how late its end is told. Default 50 ms, 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often the cluster is asked whether it answers. Default 2 s, 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ReadinessInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Time between the end of readiness and the closing of the ports, for load balancers to notice. Default 0, to 5 min.
    /// Together with <see cref="DrainTimeout"/> it must stay below the grace period of whoever stops the process.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; }

    /// <summary>Longest time that running calls have to finish on shutdown. Default 20 s, to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
