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
        if (FindFault(number, indices) is { } fault) throw new InvalidArgumentException("features", $"{fault}, as layer '{layer}' takes");
        return (int)number;
    }

    /// <summary>Why a number is no index, or null.</summary>
    public static string? FindFault(float number, int indices)
    {
        var index = (int)number;
        return index == number && (uint)index < (uint)indices ? null : FormattableString.Invariant($"{number} is not a whole number from 0 to {indices - 1}");
    }

    /// <summary>All numbers of a tensor, checked.</summary>
    public TorchSharp.torch.Tensor Read(TorchSharp.torch.Tensor numbers)
    {
        foreach (var number in numbers.data<float>()) Read(number);
        return numbers.to_type(TorchSharp.torch.ScalarType.Int64);
    }
}
