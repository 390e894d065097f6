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
    public async Task<PredictSlice> Predict(string model, int? version, RepeatedField<float> features, CancellationToken cancellation)
    {
        var key = (model, version);
        var queue = _queues.GetOrAdd(key, static (key, batcher) => batcher.Open(key.Model, key.Version), this);
        try
        {
            return await queue.Predict(features, cancellation);
        }
        catch
        {
            if (queue.IsForgettable) _queues.TryRemove(new(key, queue));
            throw;
        }
    }

    private PredictQueue Open(string model, int? version)
    {
        var predictor = grains.GetGrain<IPredictor>(model);
        return new PredictQueue($"model '{model}'", features => predictor.Predict(version, features), options.Value, metrics);
    }
}
