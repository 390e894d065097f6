namespace DistributedDL.Silo.OnlineLearning;

/// <summary>When an online session stores a checkpoint; whichever bound is reached first; section <c>OnlineLearning</c>.</summary>
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
}
