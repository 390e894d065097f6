using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Storage.Tensors;

/// <summary>What the form fixes: names of element types, bounds.</summary>
internal static class SafetensorsLayout
{
    public const int LengthBytes = 8;
    public const int HeaderMaxBytes = 100_000_000;
    public const int Alignment = 64;
    public const string MetadataKey = "__metadata__";

    public static string KnownTypes { get; } = string.Join(", ", Enum.GetNames<ElementType>());

    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.U8 => 1,
        ElementType.F16 => 2,
        ElementType.F32 => 4,
        ElementType.I64 or ElementType.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, $"known element types: {KnownTypes}"),
    };

    /// <returns>Null when a size is negative or the product does not fit.</returns>
    public static long? DataBytes(ElementType type, IEnumerable<long> shape)
    {
        Int128 bytes = SizeOf(type);
        var (overflown, empty) = (false, false);
        foreach (var size in shape)
        {
            if (size < 0) return null;
            empty |= size == 0;
            if (size > 0 && !overflown) overflown = (bytes *= size) > long.MaxValue;
        }
        return empty ? 0 : overflown ? null : (long)bytes;
    }
}
