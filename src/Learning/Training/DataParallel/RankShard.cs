namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>How something is cut over ranks: contiguous parts in the order of ranks, whose sizes differ by 1 at most.</summary>
internal readonly record struct RankShard(int First, int Count)
{
    public static RankShard Of(long count, int rank, int worldSize)
    {
        var first = count * rank / worldSize;
        return new RankShard((int)first, (int)(count * (rank + 1) / worldSize - first));
    }
}
