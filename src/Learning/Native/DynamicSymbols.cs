namespace DistributedDL.Learning.Native;

/// <summary>The dynamic symbols of a shared object, their versions, and which of them relocations refer to.</summary>
internal static class DynamicSymbols
{
    private const ulong SymbolBytes = 24, RelocationBytes = 24, RelaTag = 7;
    private const ulong MaxSymbols = 1 << 24;

    /// <summary>Indices of the symbols that carry a version index.</summary>
    internal static IReadOnlyList<uint> WithVersion(ElfFile file, ushort version)
    {
        var versions = file.Offset(file.Require(ElfTag.SymbolVersions, "table of symbol versions"));
        var found = new List<uint>();
        var count = Count(file);
        for (uint i = 0; i < count; i++)
            if ((file.UInt16(versions + 2UL * i) & 0x7fff) == version) found.Add(i);
        return found;
    }

    internal static string Name(ElfFile file, uint symbol)
    {
        if (file.Require(ElfTag.SymbolBytes, "symbol size") != SymbolBytes) throw file.Bad("has symbols of an unknown size");
        return file.Text(file.UInt32(file.Offset(file.Require(ElfTag.Symbols, "symbol table")) + SymbolBytes * symbol));
    }

    /// <summary>True when the symbol is defined elsewhere.</summary>
    internal static bool IsUndefined(ElfFile file, uint symbol) =>
        file.UInt16(file.Offset(file.Require(ElfTag.Symbols, "symbol table")) + SymbolBytes * symbol + 6) == 0;

    /// <summary>All symbols that any relocation refers to.</summary>
    internal static IReadOnlySet<uint> Relocated(ElfFile file)
    {
        if (file.Dynamic(ElfTag.RelocationsWithoutAddend) is not null) throw file.Bad("has relocations without addend, which x86-64 does not use");
        var symbols = new HashSet<uint>();
        Collect(file, ElfTag.Relocations, ElfTag.RelocationsBytes, symbols);
        if (file.Dynamic(ElfTag.PltRelocations) is not null && file.Require(ElfTag.PltRelocationKind, "kind of PLT relocations") != RelaTag)
            throw file.Bad("has PLT relocations of another kind than RELA");
        Collect(file, ElfTag.PltRelocations, ElfTag.PltRelocationsBytes, symbols);
        return symbols;
    }

    private static void Collect(ElfFile file, long table, long bytesTag, HashSet<uint> symbols)
    {
        if (file.Dynamic(table) is not { } address) return;
        var bytes = file.Require(bytesTag, "size of relocations");
        if (bytes % RelocationBytes != 0) throw file.Bad($"has {bytes} bytes of relocations, not a multiple of {RelocationBytes}");
        var start = file.Offset(address);
        for (ulong at = 0; at < bytes; at += RelocationBytes) symbols.Add((uint)(file.UInt64(start + at + 8) >> 32));
    }

    private static ulong Count(ElfFile file)
    {
        var count = file.Dynamic(ElfTag.Hash) is { } hash ? file.UInt32(file.Offset(hash) + 4) : CountByGnuHash(file);
        return count <= MaxSymbols ? count : throw file.Bad($"counts {count} symbols");
    }

    /// <summary>
    /// The GNU hash table does not store the count: it is one more than the last symbol of the last chain, and all
    /// symbols without a hash (the undefined ones) come before the first that has one.
    /// </summary>
    private static ulong CountByGnuHash(ElfFile file)
    {
        var table = file.Offset(file.Require(ElfTag.GnuHash, "hash table"));
        var (buckets, firstHashed, bloomWords) = (file.UInt32(table), file.UInt32(table + 4), file.UInt32(table + 8));
        var bucketsAt = table + 16 + 8UL * bloomWords;
        var last = 0U;
        for (uint i = 0; i < buckets; i++) last = Math.Max(last, file.UInt32(bucketsAt + 4UL * i));
        if (last < firstHashed) return firstHashed;
        var chains = bucketsAt + 4UL * buckets;
        while ((file.UInt32(chains + 4UL * (last - firstHashed)) & 1) == 0) last++;
        return last + 1UL;
    }
}
