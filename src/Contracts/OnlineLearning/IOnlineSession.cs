using DistributedDL.Contracts.Clustering;
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

    /// <summary>Makes the caller the session's one writer; batches of the writer before are refused from now on.</summary>
    [AlwaysInterleave, Alias("Attach"), Repeatable]
    Task<WriterReport> Attach();

    /// <summary>Journals, flushes, predicts, scores and learns. When it returns, every example is durable.</summary>
    /// <exception cref="Errors.SequenceGapException">The batch begins after the next expected sequence number.</exception>
    /// <exception cref="Errors.InvalidArgumentException">Wrong width, NaN, unknown label: nothing of the batch was applied.</exception>
    /// <exception cref="Errors.PreconditionException">The session is closed or damaged.</exception>
    [AlwaysInterleave, Alias("Learn"), Repeatable]
    Task<LearnReport> Learn(LearnBatch batch);

    /// <summary>As <see cref="Learn"/>, for a caller without a numbering: the examples do not count as sequence numbers.</summary>
    /// <param name="operationId">The same id again is acknowledged as duplicates, and not learned again.</param>
    [AlwaysInterleave, Alias("LearnMany"), Repeatable]
    Task<LearnReport> LearnMany(string operationId, LearnBatch batch);

    /// <summary>Predicts, and keeps features and prediction until their labels come. When it returns, the tickets are durable.</summary>
    /// <exception cref="Errors.OverloadedException">So many tickets are open as the spec allows.</exception>
    [AlwaysInterleave, Alias("PredictTicketed"), Repeatable]
    Task<TicketedPrediction> PredictTicketed([Immutable] float[] features);

    /// <summary>Learns with the features of then, and scores the predictions of then. A ticket that has been learned with the same label is a duplicate.</summary>
    /// <exception cref="Errors.PreconditionException">A ticket has expired, or was learned with another label: nothing was applied.</exception>
    /// <exception cref="Errors.ResourceNotFoundException">A ticket is unknown: nothing was applied.</exception>
    [AlwaysInterleave, Alias("LearnLate"), Repeatable]
    Task<LearnReport> LearnLate(LateLabels labels);

    /// <summary>
    /// Goes back to the weights of a version of the session's model and on from there, with fresh optimizer state; sequence numbers and
    /// metrics go on. It is also the way on for a damaged session, whose sequence then is the last one that is readable.
    /// </summary>
    [Alias("Rollback")]
    Task<OnlineSessionReport> Rollback(int version);

    /// <summary>
    /// Predicts with the session's weights of at most <see cref="OnlineSessionSpec.MaxStaleness"/> ago; does not wait for learning. Features
    /// row-major <c>[examples, …input shape]</c>.
    /// </summary>
    [AlwaysInterleave, Alias("Predict"), Repeatable]
    Task<PredictReport> Predict([Immutable] float[] features);

    [Alias("Show"), Repeatable]
    Task<OnlineSessionReport> Show();

    /// <summary>What the session takes and gives.</summary>
    [AlwaysInterleave, Alias("Signature"), Repeatable]
    Task<ModelSignature> Signature();

    /// <summary>Publishes the present weights as a version of the session's model.</summary>
    [Alias("Snapshot"), Repeatable]
    Task<ModelVersionReport> Snapshot(SessionSnapshot snapshot);

    /// <summary>Writes a last checkpoint and takes no more examples.</summary>
    [Alias("Close"), Repeatable]
    Task<OnlineSessionReport> Close();
}
