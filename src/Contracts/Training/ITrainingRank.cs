using Orleans.Concurrency;

namespace DistributedDL.Contracts.Training;

/// <summary>
/// One rank of one attempt of a run, on the silo of its lane; the key is made for the attempt. It stores nothing: when it is lost, the attempt is,
/// and the run begins another from its checkpoint.
/// </summary>
[Alias("ddl.ITrainingRank")]
public interface ITrainingRank : IGrainWithStringKey
{
    [Alias("Place")]
    Task<RankPlace> Place();

    /// <summary>Hands the work to a lane and returns.</summary>
    [Alias("Begin")]
    Task Begin(RankOrder order);

    /// <summary>Waits for the end of the work.</summary>
    /// <returns>What it failed of by itself; null where it came to its end, was stopped, or lost another rank.</returns>
    [Alias("Failure"), AlwaysInterleave]
    Task<string?> Failure();

    [Alias("End"), AlwaysInterleave]
    Task End();
}
