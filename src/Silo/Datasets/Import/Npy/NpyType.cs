using System.Buffers.Binary;

namespace DistributedDL.Silo.Datasets.Import.Npy;

/// <summary>An element type of <c>.npy</c> files that is read.</summary>
/// <param name="Name">As the header writes it.</param>
/// <param name="Read">Reads one little-endian element.</param>
public sealed record NpyType(string Name, int SizeBytes, NpyType.Reader Read)
{
    public delegate double Reader(ReadOnlySpan<byte> element);

    public static IReadOnlyList<NpyType> All { get; } =
    [
        new("|u1", 1, element => element[0]),
        new("<i4", 4, element => BinaryPrimitives.ReadInt32LittleEndian(element)),
        new("<i8", 8, element => BinaryPrimitives.ReadInt64LittleEndian(element)),
        new("<f4", 4, element => BinaryPrimitives.ReadSingleLittleEndian(element)),
        new("<f8", 8, BinaryPrimitives.ReadDoubleLittleEndian),
    ];

    public bool IsByte => SizeBytes == 1;

    /// <exception cref="InvalidDataException">It is none of <see cref="All"/>.</exception>
    public static NpyType Find(string name) =>
        All.FirstOrDefault(type => type.Name == name)
        ?? throw new InvalidDataException($"element type '{(name.Length > 20 ? name[..20] : name)}' is not read; known are {string.Join(", ", All.Select(type => type.Name))}");
}
