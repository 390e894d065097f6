using System.Buffers.Binary;
using System.Text;

namespace DistributedDL.Learning.Native;

/// <summary>
/// The parts of a 64-bit little-endian x86-64 shared object that the dynamic loader reads, found as it finds them: by
/// program headers and the dynamic table (System V ABI, AMD64 supplement). Every access is checked against the file's end.
/// </summary>
internal sealed class ElfFile
{
    private const int HeaderBytes = 64, ProgramHeaderBytes = 56, DynamicBytes = 16;
    private const uint LoadSegment = 1, DynamicSegment = 2;
    private readonly string _name;
    private readonly byte[] _bytes;
    private readonly List<(ulong Address, ulong Offset, ulong Size)> _segments = [];
    private readonly Dictionary<long, ulong> _dynamic = [];

    /// <exception cref="BadImageFormatException">Not such a file, or cut off.</exception>
    internal ElfFile(string name, byte[] bytes)
    {
        (_name, _bytes) = (name, bytes);
        if (bytes.Length < HeaderBytes || !bytes.AsSpan(0, 4).SequenceEqual("\u007fELF"u8)) throw Bad("is not an ELF file");
        if (bytes[4] != 2 || bytes[5] != 1) throw Bad("is not 64-bit little-endian");
        if (UInt16(16) != 3 || UInt16(18) != 62) throw Bad("is not a shared object for x86-64");
        if (UInt16(54) != ProgramHeaderBytes) throw Bad($"has program headers of {UInt16(54)} bytes, not {ProgramHeaderBytes}");
        ReadSegments(UInt64(32), UInt16(56));
    }

    internal string Name => _name;

    internal static ElfFile Read(string path) => new(path, File.ReadAllBytes(path));

    internal byte[] Copy() => (byte[])_bytes.Clone();

    internal ulong? Dynamic(long tag) => _dynamic.TryGetValue(tag, out var value) ? value : null;

    internal ulong Require(long tag, string what) => Dynamic(tag) ?? throw Bad($"has no {what} in its dynamic table");

    /// <summary>Place in the file of an address in memory.</summary>
    internal ulong Offset(ulong address)
    {
        foreach (var segment in _segments)
            if (address >= segment.Address && address - segment.Address < segment.Size) return address - segment.Address + segment.Offset;
        throw Bad($"points at address 0x{address:x}, which no segment holds");
    }

    internal string Text(ulong offsetInStrings)
    {
        var size = Require(ElfTag.StringsBytes, "string table size");
        if (offsetInStrings >= size) throw Bad($"names a string at {offsetInStrings} of a table of {size} bytes");
        var rest = Slice(Offset(Require(ElfTag.Strings, "string table")) + offsetInStrings, size - offsetInStrings);
        var end = rest.IndexOf((byte)0);
        return end >= 0 ? Encoding.ASCII.GetString(rest[..end]) : throw Bad("has an unterminated string");
    }

    internal ushort UInt16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2));

    internal uint UInt32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4));

    internal ulong UInt64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, 8));

    internal BadImageFormatException Bad(string fault) => new($"{_name} {fault}");

    private ReadOnlySpan<byte> Slice(ulong offset, ulong size)
    {
        var length = (ulong)_bytes.Length;
        if (offset > length || size > length - offset) throw Bad($"is cut off: it wants {size} bytes at 0x{offset:x} and has {length} in all");
        return _bytes.AsSpan((int)offset, (int)size);
    }

    private void ReadSegments(ulong headers, int count)
    {
        (ulong Offset, ulong Size)? table = null;
        for (var i = 0; i < count; i++)
        {
            var at = headers + (ulong)(i * ProgramHeaderBytes);
            var (type, offset, size) = (UInt32(at), UInt64(at + 8), UInt64(at + 32));
            if (type is LoadSegment or DynamicSegment) Slice(offset, size);
            if (type == LoadSegment) _segments.Add((UInt64(at + 16), offset, size));
            if (type == DynamicSegment) table = (offset, size);
        }
        var (start, bytesOfTable) = table ?? throw Bad("has no dynamic table");
        for (ulong at = 0; at + DynamicBytes <= bytesOfTable && UInt64(start + at) != 0; at += DynamicBytes)
            _dynamic[(long)UInt64(start + at)] = UInt64(start + at + 8);
    }
}
