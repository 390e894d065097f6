using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Networks;

/// <summary>A live tensor of a network: a place in its flat storages, and how torch sees it.</summary>
internal sealed unsafe class Parameter(string name, ParameterSpec spec, NativeBuffer values, NativeBuffer? gradients, long offset) : IDisposable
{
    private readonly long[] _shape = [.. spec.Shape];
    private torch.Tensor? _tensor;
    private torch.Tensor? _transposed;
    private torch.Tensor? _gradientTensor;
    private torch.Tensor? _leaf;

    /// <summary>As in PyTorch's <c>state_dict</c>: <c>dense.weight</c>.</summary>
    public string Name { get; } = name;

    public ParameterSpec Spec { get; } = spec;

    public int Length { get; } = checked((int)spec.Length);

    /// <summary>Where it begins in its flat storage, in floats.</summary>
    public int Offset { get; } = checked((int)offset);

    /// <summary>Kept as it is for now, though it could train.</summary>
    public bool IsFrozen
    {
        get;
        set
        {
            if (field == value) return;
            field = value;
            _leaf?.Dispose();
            _leaf = null;
        }
    }

    /// <summary>Changed by the optimizer now.</summary>
    public bool Learns => Spec.Trainable && !IsFrozen;

    public float* Pointer { get; } = values.Pointer + offset;

    /// <summary>Null for a parameter that does not train.</summary>
    public float* Gradient { get; } = gradients is null ? null : gradients.Pointer + offset;

    public Span<float> Values => new(Pointer, Length);

    /// <summary>View of the values, in the parameter's shape.</summary>
    public torch.Tensor Tensor => _tensor ??= values.View(Offset, _shape);

    public torch.Tensor Transposed => _transposed ??= Tensor.t().DetachFromDisposeScope();

    /// <summary>View of the gradient, in the parameter's shape.</summary>
    public torch.Tensor GradientTensor => _gradientTensor ??= gradients!.View(Offset, _shape);

    /// <summary>The values as a leaf of autograd's graph, which adds its gradient into the flat storage.</summary>
    public torch.Tensor Leaf => _leaf ??= MakeLeaf();

    public void Dispose()
    {
        _leaf?.Dispose();
        _gradientTensor?.Dispose();
        _transposed?.Dispose();
        _tensor?.Dispose();
    }

    private torch.Tensor MakeLeaf()
    {
        var made = Tensor.detach().DetachFromDisposeScope();
        if (!Learns) return made;
        made.requires_grad = true;
        made.grad = GradientTensor;
        return made;
    }
}
