using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Learning.Networks;

/// <summary>A live network: layers, and all their parameters in one flat storage. Used by one thread at a time.</summary>
public sealed class Network : IDisposable
{
    /// <summary>Builds the layers with initial weights drawn from <paramref name="seed"/>.</summary>
    /// <exception cref="Contracts.Errors.InvalidArgumentException">Unknown layer, wrong parameter, or shapes that do not fit; all faults.</exception>
    public static Network Create(ArchitectureSpec architecture, long seed) => throw new NotImplementedException();

    /// <summary>Checks an architecture and counts its parameters, without making a tensor.</summary>
    /// <exception cref="Contracts.Errors.InvalidArgumentException">As <see cref="Create"/>.</exception>
    public static IReadOnlyList<LayerReport> Describe(ArchitectureSpec architecture) => throw new NotImplementedException();

    public ArchitectureSpec Architecture => throw new NotImplementedException();

    /// <summary>Numbers in one example's features.</summary>
    public int InputWidth => throw new NotImplementedException();

    /// <summary>Numbers in one example's output.</summary>
    public int OutputWidth => throw new NotImplementedException();

    /// <summary>Trainable and fitted parameters.</summary>
    public long ParameterCount => throw new NotImplementedException();

    /// <summary>Copies of all weights and fitted values, by their PyTorch names, in ordinal order.</summary>
    public IReadOnlyList<NamedTensor> SaveWeights() => throw new NotImplementedException();

    /// <exception cref="Contracts.Errors.InvalidArgumentException">Missing, unknown or misshapen tensors; all of them, with expected and found shape.</exception>
    public void LoadWeights(IReadOnlyList<NamedTensor> weights) => throw new NotImplementedException();

    /// <summary>Inference: raw features <c>[examples, InputWidth]</c> to outputs <c>[examples, OutputWidth]</c>, after the last activation.</summary>
    public void Predict(ReadOnlySpan<float> features, int examples, Span<float> outputs) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
