namespace DistributedDL.Learning.Native;

/// <summary>The GNU version tables of a shared object: what it needs of others, and what it defines.</summary>
internal static class VersionTables
{
    /// <summary>More than any real library has; a longer chain is a loop.</summary>
    private const int MaxEntries = 4096;

    /// <summary>All entries of <c>.gnu.version_r</c>.</summary>
    /// <exception cref="BadImageFormatException">The table leaves the file or is not of version 1.</exception>
    internal static IReadOnlyList<VersionNeed> Needs(ElfFile file)
    {
        var needs = new List<VersionNeed>();
        if (file.Dynamic(ElfTag.VersionNeeds) is not { } address) return needs;
        foreach (var at in Chain(file, file.Offset(address), file.Require(ElfTag.VersionNeedCount, "count of needed libraries"), 12))
        {
            if (file.UInt16(at) != 1) throw file.Bad($"has a table of needed versions of form {file.UInt16(at)}, not 1");
            var library = file.Text(file.UInt32(at + 4));
            foreach (var entry in Chain(file, at + file.UInt32(at + 8), file.UInt16(at + 2), 12))
                needs.Add(new(library, file.Text(file.UInt32(entry + 8)), (ushort)(file.UInt16(entry + 6) & 0x7fff), file.UInt16(entry + 4), entry + 4));
        }
        return needs;
    }

    /// <summary>Names of all versions in <c>.gnu.version_d</c>.</summary>
    /// <exception cref="BadImageFormatException">The table leaves the file or is not of version 1.</exception>
    internal static IReadOnlySet<string> Definitions(ElfFile file)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (file.Dynamic(ElfTag.VersionDefinitions) is not { } address) return names;
        foreach (var at in Chain(file, file.Offset(address), file.Require(ElfTag.VersionDefinitionCount, "count of defined versions"), 16))
        {
            if (file.UInt16(at) != 1) throw file.Bad($"has a table of defined versions of form {file.UInt16(at)}, not 1");
            names.Add(file.Text(file.UInt32(at + file.UInt32(at + 12))));
        }
        return names;
    }

    private static IEnumerable<ulong> Chain(ElfFile file, ulong first, ulong count, ulong offsetOfNext)
    {
        if (count > MaxEntries) throw file.Bad($"counts {count} version entries, more than {MaxEntries}");
        var at = first;
        for (ulong i = 0; i < count; i++)
        {
            yield return at;
            var next = file.UInt32(at + offsetOfNext);
            if (next == 0 && i + 1 < count) throw file.Bad($"has {i + 1} version entries where it counts {count}");
            at += next;
        }
    }
}
