namespace DistributedDL.Silo.Training.Ranks;

/// <summary>An attempt lost a rank, and with it all of them; the run goes on from its last checkpoint.</summary>
internal sealed class RankLossException(string what, Exception? inner = null) : Exception(what, inner);
