using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Layers;

/// <summary>
/// Forward and derivative of an operation, written out over buffers that hold one example after another. All buffers hold
/// at least the examples asked for, each of the operation's width.
/// </summary>
internal interface IWrittenOut
{
    /// <summary>Numbers in one example's output.</summary>
    int OutputWidth { get; }

    void Forward(NativeBuffer input, NativeBuffer output, int examples);

    /// <summary>Sets the gradients of the parameters, and of the input unless nobody needs it (null).</summary>
    void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples);
}
