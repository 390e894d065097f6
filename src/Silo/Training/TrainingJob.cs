using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Checkpoints;

namespace DistributedDL.Silo.Training;

/// <summary>All that the training of a run needs, on whatever silo.</summary>
/// <param name="Spec">With the data set version chosen.</param>
/// <param name="ExtendedAt">Epochs that the run had when it was given more; 0 when it was not.</param>
internal sealed record TrainingJob(
    string Run,
    TrainingSpec Spec,
    ArchitectureSpec Architecture,
    string DatasetManifestSha256,
    TransferOrigin? Transfer,
    CheckpointPointer? ResumeFrom,
    int ExtendedAt);
