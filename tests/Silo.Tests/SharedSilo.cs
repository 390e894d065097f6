using DistributedDL.Contracts.Datasets;
using DistributedDL.Silo.Tests;
using DistributedDL.Tests.Shared;

[assembly: AssemblyFixture(typeof(SharedSilo))]
[assembly: AssemblyFixture(typeof(Azurite))]

namespace DistributedDL.Silo.Tests;

/// <summary>One silo for all tests that neither stop nor break it; each uses names of its own.</summary>
public sealed class SharedSilo : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private TestSilo? _silo;

    public IGrainFactory Grains => _silo!.Grains;

    internal TestSilo Silo => _silo!;

    public async ValueTask InitializeAsync()
    {
        _silo = await TestSilo.Start(_directory.Path);
        await _silo.ImportBlobs("blobs");
        await _silo.ImportLine("line");
    }

    public async ValueTask DisposeAsync()
    {
        await _silo!.DisposeAsync();
        _directory.Dispose();
    }
}
