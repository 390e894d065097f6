using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Checkpoints;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Silo.Training;

/// <summary>All that the training of a run needs.</summary>
/// <param name="Spec">With the data set version chosen.</param>
internal sealed record TrainingJob(
    string Run,
    TrainingSpec Spec,
    ArchitectureSpec Architecture,
    string DatasetManifestSha256,
    DatasetStore Datasets,
    CheckpointFolder Checkpoints,
    CheckpointPointer? ResumeFrom);
