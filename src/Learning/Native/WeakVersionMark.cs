using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DistributedDL.Learning.Native;

/// <summary>A shared object with one version need marked weak, ready to be written.</summary>
/// <param name="FileName">Made of the content's digest: another content has another name.</param>
internal sealed record WeakVersionMark(string FileName, byte[] Content)
{
    internal const string Library = "libstdc++.so.6";
    internal const string Version = "GLIBCXX_3.4.32";
    internal const string Symbol = "_ZSt21ios_base_library_initv";

    /// <summary>
    /// 1. Which needed versions does the system's libstdc++ lack? None: nothing to do (null).
    /// 2. Anything but exactly <see cref="Version"/>, or a symbol of it that is used: refuse.
    /// 3. Set VER_FLG_WEAK in its entry, in memory; no file is changed.
    /// </summary>
    /// <param name="libraryPath">libLibTorchSharp.so.</param>
    /// <param name="libstdcxxPath">The libstdc++ that this process has or would get.</param>
    /// <exception cref="DllNotFoundException">The situation is not the expected one, or a file is damaged; says what was found.</exception>
    internal static WeakVersionMark? For(string libraryPath, string libstdcxxPath)
    {
        try
        {
            var library = ElfFile.Read(libraryPath);
            // 1.
            var defined = VersionTables.Definitions(ElfFile.Read(libstdcxxPath));
            var missing = VersionTables.Needs(library)
                .Where(need => need.Library == Library && !need.IsWeak && !defined.Contains(need.Version)).ToList();
            if (missing.Count == 0) return null;
            // 2.
            if (missing is not [{ Version: Version } need])
                throw Refuse(libraryPath, libstdcxxPath, $"{libstdcxxPath} lacks {string.Join(", ", missing.Select(m => m.Version))}; libtorch needs a system as new as Debian 12 or Ubuntu 22.04");
            RequireUnused(library, need, libstdcxxPath);
            // 3.
            var content = library.Copy();
            var flags = content.AsSpan((int)need.FlagsOffset, sizeof(ushort));
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(need.Flags | VersionNeed.Weak));
            return new($"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}.so", content);
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new DllNotFoundException($"cannot tell whether {libraryPath} fits {libstdcxxPath}: {e.Message}", e);
        }
    }

    private static void RequireUnused(ElfFile library, VersionNeed need, string libstdcxxPath)
    {
        var symbols = DynamicSymbols.WithVersion(library, need.Index);
        var names = symbols.Select(symbol => DynamicSymbols.Name(library, symbol)).ToList();
        if (names is not [Symbol] || !DynamicSymbols.IsUndefined(library, symbols[0]))
            throw Refuse(library.Name, libstdcxxPath, $"it takes {string.Join(", ", names)} from {Version}, where {Symbol} alone was expected");
        if (DynamicSymbols.Relocated(library).Contains(symbols[0]))
            throw Refuse(library.Name, libstdcxxPath, $"it uses {Symbol} of {Version}");
    }

    private static DllNotFoundException Refuse(string library, string libstdcxx, string why) =>
        new($"{library} cannot run on {libstdcxx}: {why}. Install a newer libstdc++6 (GCC 13 or later).");
}
