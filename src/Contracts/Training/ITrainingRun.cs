using DistributedDL.Contracts.Clustering;
using Orleans.Concurrency;

namespace DistributedDL.Contracts.Training;

/// <summary>Owns one training run; the key is its id.</summary>
[Alias("ddl.ITrainingRun")]
public interface ITrainingRun : IGrainWithStringKey
{
    /// <summary>Checks and records the request and returns; the work goes on. A second call with the same spec changes nothing.</summary>
    [Alias("Start"), Repeatable]
    Task<TrainingRunReport> Start(TrainingSpec spec);

    [Alias("Show"), ReadOnly, AlwaysInterleave, Repeatable]
    Task<TrainingRunReport> Show();

    /// <summary>Being called brings the run back where its process was lost. Waits for a start that is under way.</summary>
    /// <returns>False when there is no such run, or it has ended.</returns>
    [Alias("Wake")]
    Task<bool> Wake();

    /// <summary>Recorded epochs after <paramref name="afterEpoch"/>, oldest first, at most <paramref name="limit"/> (1 to 1,000).</summary>
    [Alias("Epochs"), ReadOnly, AlwaysInterleave, Repeatable]
    Task<IReadOnlyList<EpochReport>> Epochs(int afterEpoch, int limit);

    /// <summary>Stops the run; the checkpoint of its last whole epoch stays.</summary>
    [Alias("Cancel"), AlwaysInterleave, Repeatable]
    Task<TrainingRunReport> Cancel();

    /// <summary>Goes on from the last checkpoint of a cancelled or failed run.</summary>
    /// <exception cref="Errors.PreconditionException">The run is under way or completed.</exception>
    [Alias("Resume")]
    Task<TrainingRunReport> Resume();

    /// <summary>Goes on with an ended run for so many epochs more than it has done, and publishes a version anew. A schedule over all epochs then spans the new number.</summary>
    /// <exception cref="Errors.PreconditionException">The run is under way.</exception>
    [Alias("Extend")]
    Task<TrainingRunReport> Extend(RunExtension extension);

    /// <summary>SHA-256 of the run's last checkpoint in hex; null when it has none yet.</summary>
    [Alias("Checkpoint"), ReadOnly, AlwaysInterleave]
    Task<string?> Checkpoint();
}
