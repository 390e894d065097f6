namespace DistributedDL.Silo.Datasets.Import.Arrays;

/// <summary>What the beginning of a file tells of its array.</summary>
/// <param name="Sizes">The first is the number of examples.</param>
public sealed record ArrayHeader(ArrayType Type, IReadOnlyList<long> Sizes)
{
    /// <summary>More numbers in one example are refused, so that a damaged size asks for no memory.</summary>
    public const int MaxWidth = 1 << 24;

    private const int MaxDimensions = 8;

    public long Examples => Sizes[0];

    public IReadOnlyList<int> Shape => [.. Sizes.Skip(1).Select(size => (int)size)];

    public int Width => Shape.Aggregate(1, (product, size) => product * size);

    /// <exception cref="InvalidDataException">Too many dimensions, or none.</exception>
    public static void CheckDimensions(int dimensions)
    {
        if (dimensions is 0 or > MaxDimensions) throw new InvalidDataException($"{dimensions} dimensions; 1 to {MaxDimensions} are read");
    }

    /// <exception cref="InvalidDataException">A size is out of bounds, or one example is too large.</exception>
    public static ArrayHeader Create(ArrayType type, IReadOnlyList<long> sizes)
    {
        CheckDimensions(sizes.Count);
        for (var i = 0; i < sizes.Count; i++)
            if (sizes[i] is <= 0 or > int.MaxValue) throw new InvalidDataException($"dimension {i} has size {sizes[i]}; it must be 1 to {int.MaxValue}");
        if (sizes.Skip(1).Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue)) > MaxWidth)
            throw new InvalidDataException($"one example has {string.Join("×", sizes.Skip(1))} numbers; at most {MaxWidth} are read");
        return new ArrayHeader(type, sizes);
    }
}
