using System.Buffers.Binary;
using DistributedDL.Silo.Datasets.Import.Arrays;

namespace DistributedDL.Silo.Datasets.Import.Npy;

/// <summary>The element types of <c>.npy</c> files that are read; elements are little-endian.</summary>
internal static class NpyTypes
{
    private static readonly IReadOnlyList<ArrayType> Known =
    [
        new("|u1", 1, IsByte: true, element => element[0]),
        new("<i4", 4, IsByte: false, element => BinaryPrimitives.ReadInt32LittleEndian(element)),
        new("<i8", 8, IsByte: false, element => BinaryPrimitives.ReadInt64LittleEndian(element)),
        new("<f4", 4, IsByte: false, element => BinaryPrimitives.ReadSingleLittleEndian(element)),
        new("<f8", 8, IsByte: false, BinaryPrimitives.ReadDoubleLittleEndian),
    ];

    /// <exception cref="InvalidDataException">It is none of the known ones.</exception>
    public static ArrayType Find(string name) =>
        Known.FirstOrDefault(type => type.Name == name)
        ?? throw new InvalidDataException($"element type '{(name.Length > 20 ? name[..20] : name)}' is not read; known are {string.Join(", ", Known.Select(type => type.Name))}");
}
