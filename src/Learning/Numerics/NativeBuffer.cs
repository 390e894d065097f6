using System.Runtime.CompilerServices;
using DistributedDL.Learning.Native;
using TorchSharp;

namespace DistributedDL.Learning.Numerics;

/// <summary>
/// Floats outside of the managed heap, seen by spans, pointers and torch tensors alike. 64-byte aligned, zeroed, with a
/// vector's width of room behind the end, so that kernels may load and blend whole vectors there.
/// </summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    public const int VectorWidth = 16;

    private readonly torch.Tensor _storage;
    private torch.Tensor? _matrix;
    private torch.Tensor? _transposed;

    public NativeBuffer(long length)
    {
        Libtorch.Load();
        Length = length;
        _storage = torch.zeros(RoundUp(length) + VectorWidth).DetachFromDisposeScope();
        Pointer = (float*)Unsafe.AsPointer(ref _storage.bytes[0]);
    }

    public long Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, checked((int)Length));

    public static long RoundUp(long length) => (length + VectorWidth - 1) / VectorWidth * VectorWidth;

    /// <summary>A tensor of <paramref name="shape"/> over the floats from <paramref name="offset"/> on; the caller disposes it.</summary>
    public torch.Tensor View(long offset, params long[] shape)
    {
        var length = 1L;
        foreach (var size in shape) length *= size;
        using var part = _storage.narrow(0, offset, length);
        return part.view(shape).DetachFromDisposeScope();
    }

    /// <summary>The first floats as <c>[rows, columns]</c>; made anew only when the shape changes.</summary>
    public torch.Tensor Matrix(int rows, int columns)
    {
        if (_matrix is null || _matrix.size(0) != rows || _matrix.size(1) != columns)
        {
            _matrix?.Dispose();
            _transposed?.Dispose();
            _matrix = View(0, rows, columns);
            _transposed = _matrix.t().DetachFromDisposeScope();
        }
        return _matrix;
    }

    /// <summary>The transpose of <see cref="Matrix"/>.</summary>
    public torch.Tensor TransposedMatrix(int rows, int columns)
    {
        Matrix(rows, columns);
        return _transposed!;
    }

    public void Dispose()
    {
        _transposed?.Dispose();
        _matrix?.Dispose();
        _storage.Dispose();
    }
}
