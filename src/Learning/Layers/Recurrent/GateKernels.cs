using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>PyTorch's kernels, transposed gate by gate as the products of the forward pass read them.</summary>
internal sealed unsafe class GateKernels(Parameter input, Parameter hidden, int gates) : IDisposable
{
    private readonly int _units = (int)hidden.Spec.Shape[1];
    private readonly int _features = (int)input.Spec.Shape[1];
    private readonly Scratch _scratch = new();

    /// <summary>Units rounded up to whole vectors.</summary>
    public int UnitRoom { get; } = (int)NativeBuffer.RoundUp(hidden.Spec.Shape[1]);

    private long GateRoom => (long)UnitRoom * (_features + _units);

    private float* Room => _scratch.Require(gates * GateRoom).Pointer;

    /// <summary><c>[features, UnitRoom]</c></summary>
    public float* Input(int gate) => Room + gate * GateRoom;

    /// <summary><c>[units, UnitRoom]</c></summary>
    public float* Hidden(int gate) => Input(gate) + (nint)_features * UnitRoom;

    public void Pack()
    {
        for (var gate = 0; gate < gates; gate++)
        {
            Transpose(input.Pointer + (nint)gate * _units * _features, _features, Input(gate));
            Transpose(hidden.Pointer + (nint)gate * _units * _units, _units, Hidden(gate));
        }
    }

    public void Dispose() => _scratch.Dispose();

    private void Transpose(float* from, int columns, float* to)
    {
        for (var unit = 0; unit < _units; unit++)
        {
            for (var column = 0; column < columns; column++) to[(nint)column * UnitRoom + unit] = *from++;
        }
    }
}
