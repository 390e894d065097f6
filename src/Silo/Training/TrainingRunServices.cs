using DistributedDL.Silo.Checkpoints;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Metrics;
using DistributedDL.Silo.Placement;
using DistributedDL.Silo.Training.Ranks;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using DistributedDL.Storage.Datasets;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Training;

/// <summary>What every training run of a silo shares.</summary>
internal sealed class TrainingRunServices(
    IBlobStore blobs, DatasetStore datasets, TensorStore snapshots, CheckpointFolders checkpoints, UnfinishedRuns unfinished,
    LaneSet lanes, SiloRoster roster, RankDoor door, TrainingJobJson jobJson, SiloMetrics metrics, RunningRuns running, IOptions<TrainingOptions> options, TimeProvider time)
{
    public IBlobStore Blobs { get; } = blobs;

    public DatasetStore Datasets { get; } = datasets;

    /// <summary>Features that frozen bodies gave.</summary>
    public DatasetStore Features { get; } = new(blobs, FrozenFeatures.Root);

    public TensorStore Snapshots { get; } = snapshots;

    public CheckpointFolders Checkpoints { get; } = checkpoints;

    public UnfinishedRuns Unfinished { get; } = unfinished;

    public LanePool Lanes { get; } = lanes.Training;

    public SiloRoster Roster { get; } = roster;

    /// <summary>Where ranks of other silos call.</summary>
    public RankDoor Door { get; } = door;

    public TrainingJobJson JobJson { get; } = jobJson;

    public SiloMetrics Metrics { get; } = metrics;

    public RunningRuns Running { get; } = running;

    public TrainingOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;
}
