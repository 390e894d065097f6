using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>Chance within a step, which each rank has for itself: else two examples of a batch would lose the same neurons to dropout.</summary>
internal static class RankSeed
{
    /// <returns>Rank 0 has the run's, so that a run of one rank draws as ever.</returns>
    public static long Of(long seed, int rank) => rank == 0 ? seed : (long)SeededRandom.Hash(seed, -(long)rank - 1);
}
