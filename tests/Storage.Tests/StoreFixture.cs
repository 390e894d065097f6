using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Tests;

/// <summary>A directory store of a test's own.</summary>
public sealed class StoreFixture : IDisposable
{
    private readonly TempDirectory _directory;

    public StoreFixture(bool inMemory = false)
    {
        _directory = new TempDirectory(inMemory);
        Store = Open();
    }

    public DirectoryBlobStore Store { get; private set; }

    public string Directory => _directory.Path;

    public string PathOf(string blob) => Path.Combine(Directory, blob);

    public void Restart()
    {
        Store.Dispose();
        Store = Open();
    }

    public async Task<List<string>> Names(string prefix = "")
    {
        var names = new List<string>();
        await foreach (var blob in Store.List(prefix)) names.Add(blob.Name);
        return names;
    }

    public void Dispose()
    {
        Store.Dispose();
        _directory.Dispose();
    }

    private DirectoryBlobStore Open() => new(_directory.Path, TimeProvider.System, diskThreads: 2);
}
