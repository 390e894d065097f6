using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using Orleans.Concurrency;

namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>Owns one durable, single-writer stretch of online learning on one model; the key is its name.</summary>
[Alias("ddl.IOnlineSession")]
public interface IOnlineSession : IGrainWithStringKey
{
    [Alias("Open")]
    Task<OnlineSessionReport> Open(OnlineSessionSpec spec);

    /// <summary>Journals, flushes, predicts, scores and learns. When it returns, every example is durable.</summary>
    /// <exception cref="Errors.SequenceGapException">The batch begins after the next expected sequence number.</exception>
    /// <exception cref="Errors.InvalidArgumentException">Wrong width, NaN, unknown label: nothing of the batch was applied.</exception>
    /// <exception cref="Errors.PreconditionException">The session is closed or damaged.</exception>
    [Alias("Learn")]
    Task<LearnReport> Learn(LearnBatch batch);

    /// <summary>Predicts with the session's present weights. Features row-major <c>[examples, …input shape]</c>.</summary>
    [Alias("Predict")]
    Task<PredictReport> Predict([Immutable] float[] features);

    [Alias("Show")]
    Task<OnlineSessionReport> Show();

    /// <summary>Publishes the present weights as a version of the session's model.</summary>
    [Alias("Snapshot")]
    Task<ModelVersionReport> Snapshot(string operationId, bool promote);

    /// <summary>Writes a last checkpoint and takes no more examples.</summary>
    [Alias("Close")]
    Task<OnlineSessionReport> Close();
}
