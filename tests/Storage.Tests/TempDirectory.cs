namespace DistributedDL.Storage.Tests;

/// <summary>A directory that goes with the test.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <param name="inMemory">In memory where the system has a place for that, for tests of thousands of writes.</param>
    public TempDirectory(bool inMemory = false)
    {
        const string memory = "/dev/shm";
        var parent = inMemory && Directory.Exists(memory) ? memory : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent, $"ddl-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
