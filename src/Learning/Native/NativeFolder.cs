using System.Runtime.InteropServices;

namespace DistributedDL.Learning.Native;

/// <summary>Where the natives lie beside the application.</summary>
internal static class NativeFolder
{
    internal const string LibTorchSharp = "libLibTorchSharp.so";

    /// <summary>The folder of a portable build (<c>runtimes/RID/native</c>), or of one for a single platform (flat).</summary>
    /// <exception cref="DllNotFoundException">In neither; names both.</exception>
    internal static string Find(string baseDirectory)
    {
        var rid = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        string[] candidates = [Path.Combine(baseDirectory, "runtimes", rid, "native"), baseDirectory];
        return Array.Find(candidates, folder => File.Exists(Path.Combine(folder, LibTorchSharp)))
            ?? throw new DllNotFoundException($"{LibTorchSharp} is in none of: {string.Join(", ", candidates)}; build a project that carries libtorch (CarriesLibtorch)");
    }
}
