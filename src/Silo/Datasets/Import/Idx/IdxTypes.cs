using System.Buffers.Binary;
using DistributedDL.Silo.Datasets.Import.Arrays;

namespace DistributedDL.Silo.Datasets.Import.Idx;

/// <summary>The element types of IDX files by the third byte of the file; elements are big-endian.</summary>
internal static class IdxTypes
{
    private static readonly SortedDictionary<byte, ArrayType> Known = new()
    {
        [0x08] = new("unsigned byte", 1, IsByte: true, element => element[0]),
        [0x09] = new("signed byte", 1, IsByte: false, element => (sbyte)element[0]),
        [0x0B] = new("short", 2, IsByte: false, element => BinaryPrimitives.ReadInt16BigEndian(element)),
        [0x0C] = new("int", 4, IsByte: false, element => BinaryPrimitives.ReadInt32BigEndian(element)),
        [0x0D] = new("float", 4, IsByte: false, element => BinaryPrimitives.ReadSingleBigEndian(element)),
        [0x0E] = new("double", 8, IsByte: false, BinaryPrimitives.ReadDoubleBigEndian),
    };

    /// <exception cref="InvalidDataException">It is none of the known ones.</exception>
    public static ArrayType Find(byte code) => Known.TryGetValue(code, out var type)
        ? type
        : throw new InvalidDataException($"element type 0x{code:X2} is unknown; known are {string.Join(", ", Known.Select(known => $"0x{known.Key:X2} ({known.Value.Name})"))}");
}
