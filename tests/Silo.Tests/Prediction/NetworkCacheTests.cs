using DistributedDL.Clustering;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Networks;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Prediction;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Tests.Prediction;

public sealed class NetworkCacheTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly DirectoryBlobStore _blobs;
    private readonly TensorStore _snapshots;

    public NetworkCacheTests()
    {
        _blobs = new DirectoryBlobStore(_directory.Path, TimeProvider.System);
        _snapshots = new TensorStore(_blobs, "snapshots");
    }

    [Fact]
    public async Task Rent_Twice_SharesOneNetwork()
    {
        using var cache = Cache(1 << 20);
        var version = await Version(1);

        using var first = await cache.Rent(version);
        using var second = await cache.Rent(version);

        Assert.Same(first.Network, second.Network);
        Assert.Same(first.Network.OnLane(0), second.Network.OnLane(0));
    }

    [Fact]
    public async Task Return_OverTheBound_EvictsTheLeastRecentlyUsedThatIsFree()
    {
        var (one, two) = (await Version(1), await Version(2));
        using var cache = Cache(cacheBytes: 1);

        var held = await cache.Rent(one);
        (await cache.Rent(two)).Dispose();
        Assert.Equal(1, cache.Count);
        var outputs = new float[3];
        held.Network.OnLane(0).Predict([1, 2], 1, outputs);
        Assert.Equal(1, outputs.Sum(), 1e-5);

        held.Dispose();
        held.Dispose();
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task Rent_WeightsMissing_NamesTheBlobAndIsTriedAgain()
    {
        using var cache = Cache(1 << 20);
        var version = await Version(1);
        await _snapshots.Delete(version.WeightsSha256);

        var missing = await Assert.ThrowsAsync<CorruptBlobException>(async () => await cache.Rent(version));
        Assert.Contains(version.WeightsSha256, missing.Blob, StringComparison.Ordinal);
        Assert.Equal(0, cache.Count);

        await Version(1);
        using var lease = await cache.Rent(version);
        Assert.NotNull(lease.Network);
    }

    public void Dispose()
    {
        _blobs.Dispose();
        _directory.Dispose();
    }

    private NetworkCache Cache(long cacheBytes) =>
        new(_snapshots, new LaneSet(Options.Create(new LaneOptions()), Options.Create(new ClusterJoinOptions())), Options.Create(new PredictionOptions { CacheBytes = cacheBytes }));

    private async Task<ModelVersionReport> Version(int number)
    {
        using var network = Network.Create(Samples.Classifier(), seed: number);
        var digest = await _snapshots.Save(network.SaveWeights());
        return new ModelVersionReport("net", number, digest, network.ParameterCount, network.Architecture, ModelSignature.Unknown, new Lineage(), new Dictionary<string, double>(), DateTimeOffset.UnixEpoch);
    }
}
