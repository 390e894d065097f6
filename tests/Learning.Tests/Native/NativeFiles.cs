namespace DistributedDL.Learning.Tests.Native;

/// <summary>The real libraries of this machine, and altered copies of them in a folder that is deleted afterwards.</summary>
public sealed class NativeFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ddl-native-");

    public string Folder => _folder.FullName;

    public static string LibTorchSharp => Path.Combine(NativesOfBuild, "libLibTorchSharp.so");

    public static string OtherLibrary => Path.Combine(NativesOfBuild, "libc10.so");

    private static string NativesOfBuild => Learning.Native.NativeFolder.Find(AppContext.BaseDirectory);

    /// <summary>libstdc++ as of GCC 12, whatever this machine has.</summary>
    public string OldLibstdcxx() => Write("old-libstdc++.so.6", SystemLibstdcxx().Renamed("GLIBCXX_3.4.32", "GLIBCXX_9.9.32"));

    /// <summary>libstdc++ that defines the version of GCC 13, whatever this machine has.</summary>
    public string NewLibstdcxx() => Write("new-libstdc++.so.6", SystemLibstdcxx().Renamed("GLIBCXX_3.4.28", "GLIBCXX_3.4.32"));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public static byte[] SystemLibstdcxx() => File.ReadAllBytes(Learning.Native.LoadedLibrary.Find("libstdc++.so.6"));

    public void Dispose() => _folder.Delete(recursive: true);
}
