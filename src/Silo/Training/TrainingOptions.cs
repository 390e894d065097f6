namespace DistributedDL.Silo.Training;

/// <summary>How training runs record their progress; section <c>Training</c>.</summary>
public sealed class TrainingOptions
{
    public const string Section = "Training";

    /// <summary>At most so often a run stores a checkpoint while it computes; 0 to 1 h, 10 s by default. It stores one in any case when it ends.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>So often epochs that have ended are appended to the run's record; 10 ms to 1 min, 250 ms by default.</summary>
    public TimeSpan RecordInterval { get; set; } = TimeSpan.FromMilliseconds(250);
}
