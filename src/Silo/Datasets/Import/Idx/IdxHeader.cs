using System.Buffers.Binary;

namespace DistributedDL.Silo.Datasets.Import.Idx;

/// <summary>The beginning of an IDX file: element type and sizes, big-endian (LeCun, Cortes, Burges: The MNIST database).</summary>
/// <param name="Sizes">The first is the number of examples.</param>
public sealed record IdxHeader(IdxType Type, IReadOnlyList<int> Sizes)
{
    /// <summary>More numbers in one example are refused, so that a damaged size asks for no memory.</summary>
    public const int MaxWidth = 1 << 24;

    private const int MaxDimensions = 8;

    public int Examples => Sizes[0];

    public IEnumerable<int> Shape => Sizes.Skip(1);

    public int Width => Shape.Aggregate(1, (product, size) => product * size);

    /// <exception cref="InvalidDataException">Not this form; says what is wrong.</exception>
    public static async Task<IdxHeader> Read(Stream from, CancellationToken cancellation)
    {
        var magic = new byte[4];
        var read = await from.ReadAtLeastAsync(magic, 4, throwOnEndOfStream: false, cancellation);
        if (read == 0) throw new InvalidDataException("the file is empty");
        if (read < 4 || magic[0] != 0 || magic[1] != 0)
            throw new InvalidDataException($"not an IDX file: it begins with {Convert.ToHexString(magic.AsSpan(0, read))}, not with 0000");
        var type = IdxType.Find(magic[2])
            ?? throw new InvalidDataException($"element type 0x{magic[2]:X2} is unknown; known are {string.Join(", ", IdxType.All.Select(t => $"0x{t.Code:X2} ({t.Name})"))}");
        if (magic[3] is 0 or > MaxDimensions) throw new InvalidDataException($"{magic[3]} dimensions; 1 to {MaxDimensions} are read");

        var bytes = new byte[4 * magic[3]];
        if (await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation) < bytes.Length)
            throw new InvalidDataException($"the file ends within its header, which names {magic[3]} dimensions");
        var sizes = Enumerable.Range(0, magic[3]).Select(i => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 * i))).ToList();
        if (sizes.FindIndex(size => size <= 0) is >= 0 and var at)
            throw new InvalidDataException($"dimension {at} has size {sizes[at]}; it must be 1 or more");
        if (sizes.Skip(1).Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue)) > MaxWidth)
            throw new InvalidDataException($"one example has {string.Join("×", sizes.Skip(1))} numbers; at most {MaxWidth} are read");
        return new IdxHeader(type, sizes);
    }
}
