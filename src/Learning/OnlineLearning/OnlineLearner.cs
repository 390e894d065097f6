using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning;

/// <summary>Predicts, scores, then learns, in the order given. Used by one thread at a time.</summary>
public sealed class OnlineLearner : IDisposable
{
    /// <summary>Takes ownership of <paramref name="network"/>.</summary>
    /// <exception cref="Contracts.Errors.InvalidArgumentException">Unknown optimizer or loss, values out of bounds.</exception>
    public OnlineLearner(Network network, OnlineSessionSpec spec) => throw new NotImplementedException();

    public Network Network => throw new NotImplementedException();

    /// <summary>Prequential metrics over all examples so far.</summary>
    public IReadOnlyDictionary<string, double> Metrics => throw new NotImplementedException();

    /// <summary>Cuts the examples into micro-batches of the spec's size; for each: predict, score, one update.</summary>
    /// <param name="features"><c>[examples, InputWidth]</c></param>
    /// <param name="targets">Class index or value, one an example.</param>
    /// <param name="predictions">Filled with the class index or value predicted before learning.</param>
    /// <param name="losses">Filled with the loss before learning.</param>
    public void Learn(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, Span<float> predictions, Span<float> losses) => throw new NotImplementedException();

    /// <summary>Copies all that is needed to go on with the same bits: weights, optimizer, metrics.</summary>
    public IReadOnlyList<NamedTensor> Capture() => throw new NotImplementedException();

    public void Restore(IReadOnlyList<NamedTensor> checkpoint) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
