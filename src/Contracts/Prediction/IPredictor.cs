using DistributedDL.Contracts.Clustering;

namespace DistributedDL.Contracts.Prediction;

/// <summary>Predicts with published versions; a stateless worker, the key is the model's name.</summary>
[Alias("ddl.IPredictor")]
public interface IPredictor : IGrainWithStringKey
{
    /// <summary>Features row-major <c>[examples, …input shape]</c>; the live version when null.</summary>
    /// <exception cref="Errors.InvalidArgumentException">The features are not whole rows of the input shape, or not finite.</exception>
    [Alias("Predict"), Repeatable]
    Task<PredictReport> Predict(int? version, [Immutable] float[] features);

    /// <summary>Predicts stored examples; at most 10,000 a call.</summary>
    [Alias("PredictDataset"), ResponseTimeout("00:10:00"), Repeatable]
    Task<PredictReport> PredictDataset(int? version, DatasetSlice slice);

    /// <summary>Measures a version on a split.</summary>
    /// <exception cref="Errors.InvalidArgumentException">A label or feature count that the version does not know.</exception>
    [Alias("Evaluate"), ResponseTimeout("01:00:00"), Repeatable]
    Task<EvaluationReport> Evaluate(int? version, DatasetSlice slice, CancellationToken cancellation = default);
}
