namespace DistributedDL.Silo.Tests;

/// <summary>A temporary directory that goes with its test.</summary>
internal sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ddl-silo-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
