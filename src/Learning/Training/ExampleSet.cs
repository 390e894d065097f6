using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Learning.Training;

/// <summary>Examples in memory, once: features as stored (U8 or F32) and targets as floats.</summary>
public sealed class ExampleSet : IDisposable
{
    /// <summary>Allocates room outside of the managed heap, to be filled by <see cref="Append"/>.</summary>
    /// <param name="featureWidth">Numbers in one example's features.</param>
    public ExampleSet(long examples, int featureWidth, ElementType featureType) => throw new NotImplementedException();

    public long Count => throw new NotImplementedException();

    public int FeatureWidth => throw new NotImplementedException();

    /// <summary>Adds consecutive examples.</summary>
    /// <param name="features">Row-major <c>[examples, FeatureWidth]</c> in the set's element type, little-endian.</param>
    /// <param name="targets">Class index or value, one an example.</param>
    public void Append(ReadOnlySpan<byte> features, ReadOnlySpan<float> targets) => throw new NotImplementedException();

    /// <summary>Copies the features of <paramref name="indices"/> as floats, <c>[indices, FeatureWidth]</c>, and their targets.</summary>
    public void Gather(ReadOnlySpan<int> indices, Span<float> features, Span<float> targets) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
