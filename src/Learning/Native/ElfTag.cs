namespace DistributedDL.Learning.Native;

/// <summary>Tags of the dynamic table (System V ABI; GNU extensions by the Linux Standard Base).</summary>
internal static class ElfTag
{
    internal const long
        PltRelocationsBytes = 2,
        Strings = 5,
        Symbols = 6,
        Relocations = 7,
        RelocationsBytes = 8,
        RelocationBytes = 9,
        StringsBytes = 10,
        SymbolBytes = 11,
        RelocationsWithoutAddend = 17,
        PltRelocationKind = 20,
        PltRelocations = 23,
        Hash = 4,
        GnuHash = 0x6ffffef5,
        SymbolVersions = 0x6ffffff0,
        VersionDefinitions = 0x6ffffffc,
        VersionDefinitionCount = 0x6ffffffd,
        VersionNeeds = 0x6ffffffe,
        VersionNeedCount = 0x6fffffff;
}
