using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Learning.Networks;

/// <summary>Takes stored tensors back in: first everything is expected, then all faults are thrown together, then data are copied.</summary>
internal sealed class TensorReader
{
    private readonly Dictionary<string, NamedTensor> _given = new(StringComparer.Ordinal);
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private readonly List<FieldViolation> _violations = [];

    public TensorReader(IReadOnlyList<NamedTensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (!_given.TryAdd(tensor.Name, tensor)) _violations.Add(new(tensor.Name, "given twice"));
        }
    }

    public bool Has(string name) => _given.ContainsKey(name);

    public void Expect(string name, IReadOnlyList<long> shape, int length) => Expect(name, shape, ElementType.F32, length * sizeof(float));

    public void Expect<T>(string name, int length) where T : unmanaged => Expect(name, [length], TypeOf<T>(), length * Unsafe.SizeOf<T>());

    /// <exception cref="InvalidArgumentException">Missing, unknown or misshapen tensors; all of them.</exception>
    public void ThrowIfUnfit() => InvalidArgumentException.ThrowIfAny(Faults());

    /// <summary>Missing, unknown or misshapen tensors, once all have been expected.</summary>
    public IReadOnlyList<FieldViolation> Faults() =>
    [
        .. _violations,
        .. _given.Values.Where(tensor => !_expected.Contains(tensor.Name)).OrderBy(tensor => tensor.Name, StringComparer.Ordinal)
            .Select(tensor => new FieldViolation(tensor.Name, $"unknown tensor of shape {Shape.Show(tensor.Shape)}; the network has none of this name")),
    ];

    /// <summary>The first dimension of a tensor whose length is not known before; 0 where it is missing.</summary>
    public long RowsOf(string name) => _given.TryGetValue(name, out var tensor) && tensor.Shape.Count > 0 ? tensor.Shape[0] : 0;

    public void Copy<T>(string name, Span<T> to) where T : unmanaged => MemoryMarshal.Cast<byte, T>(_given[name].Data.Span).CopyTo(to);

    private void Expect(string name, IReadOnlyList<long> shape, ElementType type, int lengthBytes)
    {
        _expected.Add(name);
        if (!_given.TryGetValue(name, out var tensor))
            _violations.Add(new(name, $"missing; expected {type} {Shape.Show(shape)}"));
        else if (tensor.ElementType != type || !tensor.Shape.SequenceEqual(shape))
            _violations.Add(new(name, $"expected {type} {Shape.Show(shape)}, found {tensor.ElementType} {Shape.Show(tensor.Shape)}"));
        else if (tensor.Data.Length != lengthBytes)
            _violations.Add(new(name, $"expected {lengthBytes} bytes of data, found {tensor.Data.Length}"));
    }

    private static ElementType TypeOf<T>() =>
        typeof(T) == typeof(long) ? ElementType.I64
        : typeof(T) == typeof(double) ? ElementType.F64
        : typeof(T) == typeof(byte) ? ElementType.U8
        : ElementType.F32;
}
