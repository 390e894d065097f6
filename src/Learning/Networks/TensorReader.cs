using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Learning.Networks;

/// <summary>Takes stored tensors back in: first everything is expected, then all faults are thrown together, then data are copied.</summary>
internal sealed class TensorReader
{
    private readonly Dictionary<string, NamedTensor> given = new(StringComparer.Ordinal);
    private readonly HashSet<string> expected = new(StringComparer.Ordinal);
    private readonly List<FieldViolation> violations = [];

    public TensorReader(IReadOnlyList<NamedTensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (!given.TryAdd(tensor.Name, tensor)) violations.Add(new(tensor.Name, "given twice"));
        }
    }

    public bool Has(string name) => given.ContainsKey(name);

    public void Expect(string name, IReadOnlyList<long> shape, int length) => Expect(name, shape, ElementType.F32, length * sizeof(float));

    public void Expect<T>(string name, int length) where T : unmanaged => Expect(name, [length], TypeOf<T>(), length * Unsafe.SizeOf<T>());

    /// <exception cref="InvalidArgumentException">Missing, unknown or misshapen tensors; all of them.</exception>
    public void ThrowIfUnfit() => InvalidArgumentException.ThrowIfAny(Faults());

    /// <summary>Missing, unknown or misshapen tensors, once all have been expected.</summary>
    public IReadOnlyList<FieldViolation> Faults() =>
    [
        .. violations,
        .. given.Values.Where(tensor => !expected.Contains(tensor.Name)).OrderBy(tensor => tensor.Name, StringComparer.Ordinal)
            .Select(tensor => new FieldViolation(tensor.Name, $"unknown tensor of shape {Shape.Show(tensor.Shape)}; the network has none of this name")),
    ];

    /// <summary>The first dimension of a tensor whose length is not known before; 0 where it is missing.</summary>
    public long RowsOf(string name) => given.TryGetValue(name, out var tensor) && tensor.Shape.Count > 0 ? tensor.Shape[0] : 0;

    public void Copy<T>(string name, Span<T> to) where T : unmanaged => MemoryMarshal.Cast<byte, T>(given[name].Data.Span).CopyTo(to);

    private void Expect(string name, IReadOnlyList<long> shape, ElementType type, int lengthBytes)
    {
        expected.Add(name);
        if (!given.TryGetValue(name, out var tensor))
            violations.Add(new(name, $"missing; expected {type} {Shape.Show(shape)}"));
        else if (tensor.ElementType != type || !tensor.Shape.SequenceEqual(shape))
            violations.Add(new(name, $"expected {type} {Shape.Show(shape)}, found {tensor.ElementType} {Shape.Show(tensor.Shape)}"));
        else if (tensor.Data.Length != lengthBytes)
            violations.Add(new(name, $"expected {lengthBytes} bytes of data, found {tensor.Data.Length}"));
    }

    private static ElementType TypeOf<T>() =>
        typeof(T) == typeof(long) ? ElementType.I64
        : typeof(T) == typeof(double) ? ElementType.F64
        : typeof(T) == typeof(byte) ? ElementType.U8
        : ElementType.F32;
}
