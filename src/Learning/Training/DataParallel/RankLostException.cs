namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>A rank that others wait for is gone: its connection ended, or it was silent for too long. The run can go on from its checkpoint.</summary>
/// <param name="rank">The one that is lost, as far as this rank can tell.</param>
public sealed class RankLostException(int rank, string reason, Exception? inner = null) : Exception($"rank {rank} is lost: {reason}", inner)
{
    public int Rank { get; } = rank;
}
