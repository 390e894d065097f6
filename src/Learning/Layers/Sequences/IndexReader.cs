using DistributedDL.Contracts.Errors;

namespace DistributedDL.Learning.Layers.Sequences;

/// <summary>Reads whole numbers out of features.</summary>
/// <param name="layer">Name of the layer that asks.</param>
internal sealed class IndexReader(string layer, int indices)
{
    public int Indices => indices;

    /// <exception cref="InvalidArgumentException">It is not a whole number from 0 to below <see cref="Indices"/>.</exception>
    public int Read(float number)
    {
        var index = (int)number;
        if (index == number && (uint)index < (uint)indices) return index;
        throw new InvalidArgumentException("features", FormattableString.Invariant($"{number} is not a whole number from 0 to {indices - 1}, as layer '{layer}' takes"));
    }

    /// <summary>All numbers of a tensor, checked.</summary>
    public TorchSharp.torch.Tensor Read(TorchSharp.torch.Tensor numbers)
    {
        foreach (var number in numbers.data<float>()) Read(number);
        return numbers.to_type(TorchSharp.torch.ScalarType.Int64);
    }
}
