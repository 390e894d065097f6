namespace DistributedDL.Silo.Training.Ranks;

/// <summary>What a listener answers to a greeting; the number goes over the wire.</summary>
internal enum RankVerdict
{
    Accepted = 1,

    /// <summary>No rank of this token waits here: not yet, no more, or never.</summary>
    UnknownToken = 2,

    /// <summary>The token is right, the attempt another.</summary>
    OtherAttempt = 3,

    /// <summary>World size, length or digest differ: the ranks would not train the same.</summary>
    OtherNetwork = 4,

    /// <summary>Not a rank that the waiting one expects to be called by.</summary>
    OtherRank = 5,
}
