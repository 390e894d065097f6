using System.Buffers.Binary;

namespace DistributedDL.Silo.Datasets.Import.Idx;

/// <summary>An element type of IDX files.</summary>
/// <param name="Code">Third byte of the file.</param>
/// <param name="Read">Reads one big-endian element.</param>
public sealed record IdxType(byte Code, string Name, int SizeBytes, IdxType.Reader Read)
{
    public delegate double Reader(ReadOnlySpan<byte> element);

    public static IReadOnlyList<IdxType> All { get; } =
    [
        new(0x08, "unsigned byte", 1, element => element[0]),
        new(0x09, "signed byte", 1, element => (sbyte)element[0]),
        new(0x0B, "short", 2, element => BinaryPrimitives.ReadInt16BigEndian(element)),
        new(0x0C, "int", 4, element => BinaryPrimitives.ReadInt32BigEndian(element)),
        new(0x0D, "float", 4, element => BinaryPrimitives.ReadSingleBigEndian(element)),
        new(0x0E, "double", 8, BinaryPrimitives.ReadDoubleBigEndian),
    ];

    public bool IsByte => Code == 0x08;

    public static IdxType? Find(byte code) => All.FirstOrDefault(type => type.Code == code);
}
