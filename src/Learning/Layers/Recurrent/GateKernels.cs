using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>PyTorch's kernels, transposed gate by gate as the products of the forward pass read them.</summary>
internal sealed unsafe class GateKernels(Parameter input, Parameter hidden, int gates) : IDisposable
{
    private readonly int units = (int)hidden.Spec.Shape[1];
    private readonly int features = (int)input.Spec.Shape[1];
    private readonly Scratch scratch = new();

    /// <summary>Units rounded up to whole vectors.</summary>
    public int UnitRoom { get; } = (int)NativeBuffer.RoundUp(hidden.Spec.Shape[1]);

    private long GateRoom => (long)UnitRoom * (features + units);

    private float* Room => scratch.Require(gates * GateRoom).Pointer;

    /// <summary><c>[features, UnitRoom]</c></summary>
    public float* Input(int gate) => Room + gate * GateRoom;

    /// <summary><c>[units, UnitRoom]</c></summary>
    public float* Hidden(int gate) => Input(gate) + (nint)features * UnitRoom;

    public void Pack()
    {
        for (var gate = 0; gate < gates; gate++)
        {
            Transpose(input.Pointer + (nint)gate * units * features, features, Input(gate));
            Transpose(hidden.Pointer + (nint)gate * units * units, units, Hidden(gate));
        }
    }

    public void Dispose() => scratch.Dispose();

    private void Transpose(float* from, int columns, float* to)
    {
        for (var unit = 0; unit < units; unit++)
        {
            for (var column = 0; column < columns; column++) to[(nint)column * UnitRoom + unit] = *from++;
        }
    }
}
