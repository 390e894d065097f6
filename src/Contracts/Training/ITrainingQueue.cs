using Orleans.Concurrency;

namespace DistributedDL.Contracts.Training;

/// <summary>Gives the training lanes of the whole cluster to the runs that wait; there is one, with the key 0. It stores nothing: runs ask again, and tell what they hold.</summary>
[Alias("ddl.ITrainingQueue")]
public interface ITrainingQueue : IGrainWithIntegerKey
{
    /// <summary>Takes a place in the queue, or keeps it: who does not ask for a while has left.</summary>
    /// <exception cref="Errors.OverloadedException">The queue is full.</exception>
    [Alias("Ask"), AlwaysInterleave]
    Task<LaneGrant> Ask(LaneRequest request);

    /// <summary>Gives back place and lanes.</summary>
    [Alias("Release"), AlwaysInterleave]
    Task Release(string run);

    /// <summary>Where a run belongs: the silo of the first of its lanes, or while it has none the one with the most free lanes. Null where nothing trains.</summary>
    [Alias("Where"), ReadOnly, AlwaysInterleave]
    Task<SiloAddress?> Where(string run);

    /// <summary>The runs that have asked lately.</summary>
    [Alias("Known"), ReadOnly, AlwaysInterleave]
    Task<IReadOnlyList<string>> Known();
}
