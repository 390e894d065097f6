namespace DistributedDL.Silo.Checkpoints;

/// <summary>Where a checkpoint lies and what it holds.</summary>
/// <param name="Position">Epoch of a run, or sequence number of a session.</param>
internal sealed record CheckpointPointer(string Sha256, long Position);
