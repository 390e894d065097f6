namespace DistributedDL.Silo.OnlineLearning;

/// <summary>When an online session stores a checkpoint, whichever bound is reached first, and how much it keeps in memory; section <c>OnlineLearning</c>.</summary>
public sealed class OnlineLearningOptions
{
    public const string Section = "OnlineLearning";

    /// <summary>Examples since the last checkpoint; 1 to 1,000,000,000, 50,000 by default.</summary>
    public long CheckpointExamples { get; set; } = 50_000;

    /// <summary>Bytes journalled since the last checkpoint; 1 KiB to 1 TiB, 64 MiB by default.</summary>
    public long CheckpointBytes { get; set; } = 64L << 20;

    /// <summary>Age of the last checkpoint, looked at when examples arrive; 1 s to 1 day, 5 min by default.</summary>
    public TimeSpan CheckpointAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time spent learning since the last checkpoint, which bounds the time of a recovery; 100 ms to 1 h, 20 s by default.</summary>
    public TimeSpan CheckpointCompute { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Bytes of features and targets that were accepted and are not learned yet, a session; 1 MiB to 16 GiB, 64 MiB by default. Beyond that calls are refused with a retry hint.</summary>
    public long MaxPendingBytes { get; set; } = 64L << 20;

    /// <summary>Sessions in memory of one silo, with their learners; 1 to 1,000,000, 20,000 by default. Beyond that they are refused with a retry hint; idle ones leave after a while.</summary>
    public int MaxOpenSessions { get; set; } = 20_000;

    /// <summary>
    /// So many of a session's last examples are recognised when their sequence numbers come again with other content; 0 to 10,000,000, 16,384 by default
    /// (8 bytes each). An older duplicate is acknowledged unchecked.
    /// </summary>
    public int ReusedSequenceWindow { get; set; } = 16_384;
}
