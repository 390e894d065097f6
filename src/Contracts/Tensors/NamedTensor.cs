namespace DistributedDL.Contracts.Tensors;

/// <summary>
/// A tensor outside of libtorch: a name as in PyTorch's <c>state_dict</c>, and its data row-major and little-endian.
/// It goes between engine and storage within one process; it never crosses a grain call.
/// </summary>
/// <param name="Data">Exactly the product of <paramref name="Shape"/> times the size of the element type, in bytes.</param>
public sealed record NamedTensor(string Name, ElementType ElementType, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data);
