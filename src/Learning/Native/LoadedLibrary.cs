using System.Runtime.InteropServices;

namespace DistributedDL.Learning.Native;

/// <summary>Files that this process has mapped.</summary>
internal static class LoadedLibrary
{
    /// <summary>
    /// The file behind a library's name. Asks the loader itself, so that LD_LIBRARY_PATH, ld.so.cache and what is loaded
    /// already count as they count for every other library.
    /// </summary>
    /// <exception cref="DllNotFoundException">The system has no such library.</exception>
    internal static string Find(string soname)
    {
        if (!NativeLibrary.TryLoad(soname, out _)) throw new DllNotFoundException($"the system has no {soname}");
        return FindIn(File.ReadLines("/proc/self/maps"), soname)
            ?? throw new DllNotFoundException($"{soname} was loaded, but no file of this name is mapped");
    }

    internal static string? FindIn(IEnumerable<string> maps, string soname) =>
        maps.Select(line => line.IndexOf('/') is var slash and >= 0 ? line[slash..] : "")
            .FirstOrDefault(path => IsFileOf(Path.GetFileName(path), soname));

    private static bool IsFileOf(string fileName, string soname) =>
        fileName == soname || fileName.StartsWith(soname + ".", StringComparison.Ordinal);
}
