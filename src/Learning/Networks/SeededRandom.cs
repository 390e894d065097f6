namespace DistributedDL.Learning.Networks;

/// <summary>Independent sources of chance out of one seed: a number within it (a layer, an epoch) gives each its own.</summary>
internal static class SeededRandom
{
    public static Random Create(long seed, long stream) => new((int)(Hash(seed, stream) >> 33));

    /// <summary>64 even bits.</summary>
    public static ulong Hash(long seed, long stream)
    {
        // SplitMix64's finaliser (Steele, Lea, Flood 2014): near seeds and streams give unrelated states.
        var mixed = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL + (ulong)(stream + 1) * 0xD1342543DE82EF95UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
