using System.Collections.Concurrent;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Gateway.Metrics;
using Google.Protobuf.Collections;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.Prediction;

/// <summary>One queue for each model and version that is asked for; calls that are open at once share calls to the predictor.</summary>
internal sealed class PredictBatcher(IGrainFactory grains, IOptions<GatewayOptions> options, GatewayMetrics metrics)
{
    private readonly ConcurrentDictionary<(string Model, int? Version), PredictQueue> _queues = new();

    /// <param name="version">The live one when null.</param>
    /// <param name="features">Row-major <c>[examples, …input shape]</c>, finite.</param>
    /// <exception cref="Contracts.Errors.OverloadedException">Too many callers wait for this model.</exception>
    public Task<PredictSlice> Predict(string model, int? version, RepeatedField<float> features, CancellationToken cancellation) =>
        _queues.GetOrAdd((model, version), static (key, batcher) => batcher.Open(key.Model, key.Version), this).Predict(features, cancellation);

    /// <summary>Models and versions that are remembered.</summary>
    internal int Queues => _queues.Count;

    private PredictQueue Open(string model, int? version)
    {
        var predictor = grains.GetGrain<IPredictor>(model);
        return new PredictQueue(
            $"model '{model}'", features => predictor.Predict(version, features), queue => _queues.TryRemove(new((model, version), queue)), options.Value, metrics);
    }
}
