namespace DistributedDL.Silo.Training;

/// <summary>How training runs record their progress; section <c>Training</c>.</summary>
public sealed class TrainingOptions
{
    public const string Section = "Training";

    /// <summary>At most so often a run stores a checkpoint while it computes; 0 to 1 h, 10 s by default. It stores one in any case when it ends.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>So often epochs that have ended are appended to the run's record; 10 ms to 1 min, 250 ms by default.</summary>
    public TimeSpan RecordInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>So often a waiting run asks whether lanes are free for it, and a computing one says that it still is there; 10 ms to 10 s, 200 ms by default.</summary>
    public TimeSpan QueueInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A run that does not ask for so long has left the queue, and its lanes are free; 1 s to 10 min, 10 s by default. At least five times <see cref="QueueInterval"/>.</summary>
    public TimeSpan LaneLease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>So often a silo looks for runs that have not ended and that nobody computes; 100 ms to 10 min, 5 s by default.</summary>
    public TimeSpan WakeInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time for the ranks of a run to find each other; 1 s to 10 min, 30 s by default.</summary>
    public TimeSpan JoinTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A rank that is not heard of for so long counts as lost; 1 s to 10 min, 15 s by default.</summary>
    public TimeSpan RankTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Ranks on one machine exchange gradients through shared memory (1 MB a pair in /dev/shm), where they both can; true by default. Else over TCP.</summary>
    public bool ShareMemory { get; set; } = true;

    /// <summary>A run that loses a rank so often without a new checkpoint between ends as failed; 1 to 1,000, 20 by default.</summary>
    public int MostLosses { get; set; } = 20;
}
