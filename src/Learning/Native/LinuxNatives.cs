using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DistributedDL.Learning.Native;

/// <summary>
/// Loads the natives by path, in the order of their needs, so that TorchSharp's own search finds them by name (SONAME):
/// 1. libc10, libtorch_cpu, libtorch; 2. libLibTorchSharp as it is, or 3. a marked copy where libstdc++ is too old for it.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class LinuxNatives
{
    private static readonly string[] Libtorch = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    internal static NativeLoadReport Load(string folder)
    {
        // 1.
        foreach (var name in Libtorch) Open(Path.Combine(folder, name));
        // 2.
        var original = Path.Combine(folder, NativeFolder.LibTorchSharp);
        var mark = WeakVersionMark.For(original, LoadedLibrary.Find("libstdc++.so.6"));
        if (mark is null)
        {
            Open(original);
            return new(original, false);
        }
        // 3.
        return new(new MarkedCopy(mark, MarkedCopy.DefaultFolder).Use(Open), true);
    }

    private static void Open(string path)
    {
        if (!File.Exists(path)) throw new DllNotFoundException($"{path} is missing");
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException($"cannot load {path}: {e.Message}", e);
        }
    }
}
