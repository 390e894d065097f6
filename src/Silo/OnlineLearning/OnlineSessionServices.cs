using DistributedDL.Silo.Checkpoints;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Metrics;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What every online session of a silo shares.</summary>
internal sealed class OnlineSessionServices(
    IBlobStore blobs, TensorStore snapshots, CheckpointFolders checkpoints, LaneSet lanes, SiloMetrics metrics, OpenSessions open,
    IOptions<OnlineLearningOptions> options, TimeProvider time)
{
    public IBlobStore Blobs { get; } = blobs;

    public TensorStore Snapshots { get; } = snapshots;

    public CheckpointFolders Checkpoints { get; } = checkpoints;

    public LanePool Lanes { get; } = lanes.Learning;

    public LanePool ServingLanes { get; } = lanes.Serving;

    public SiloMetrics Metrics { get; } = metrics;

    public OpenSessions Open { get; } = open;

    public OnlineLearningOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    /// <summary>Places for sessions in memory.</summary>
    public SessionPlaces Places { get; } = new(options.Value.MaxOpenSessions);
}
