using DistributedDL.Silo.Metrics;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Checkpoints;

/// <summary>Gives each run and session its folder of checkpoints.</summary>
internal sealed class CheckpointFolders(IBlobStore blobs, SiloMetrics metrics, TimeProvider time)
{
    public CheckpointFolder OfRun(string run) => new(blobs, metrics, time, "runs", run);

    public CheckpointFolder OfSession(string session) => new(blobs, metrics, time, "sessions", session);
}
