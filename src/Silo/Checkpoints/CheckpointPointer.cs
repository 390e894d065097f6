namespace DistributedDL.Silo.Checkpoints;

/// <summary>Where a checkpoint lies and what it holds.</summary>
/// <param name="Position">Epoch of a run, or sequence number of a session.</param>
/// <param name="Writer">Number of the attempt or of the activation that wrote it.</param>
internal sealed record CheckpointPointer(string Sha256, long Position, long Writer = 0);
