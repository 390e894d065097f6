namespace DistributedDL.Learning.Native;

/// <summary>One version that a shared object needs of another.</summary>
/// <param name="Library">SONAME of the other, as in <c>libstdc++.so.6</c>.</param>
/// <param name="Version">As in <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">What its symbols carry in the table of symbol versions.</param>
/// <param name="FlagsOffset">Place of the 16-bit flags in the file.</param>
internal sealed record VersionNeed(string Library, string Version, ushort Index, ushort Flags, ulong FlagsOffset)
{
    /// <summary>VER_FLG_WEAK: the loader takes the library even if it lacks the version.</summary>
    internal const ushort Weak = 2;

    internal bool IsWeak => (Flags & Weak) != 0;
}
