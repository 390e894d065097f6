using System.Diagnostics;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Tests.Datasets.Import.Idx;

/// <summary>Alone, because it measures the memory of the process.</summary>
[CollectionDefinition(nameof(FashionMnistTests), DisableParallelization = true)]
[Collection(nameof(FashionMnistTests))]
public sealed class FashionMnistTests(ITestOutputHelper output) : IDisposable
{
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_FashionMnist_HasItsExamplesAndHoldsLittle()
    {
        var files = new[] { "train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1" }
            .Select(name => SharedData.Require($"/usr/share/datasets/fashion-mnist/{name}-ubyte.gz")).ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = 0L;
        using var sampling = new Timer(_ => held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before), null, 0, 100);
        var clock = Stopwatch.StartNew();

        var version = await _bench.ImportFiles(ImportBench.Idx, files);

        await sampling.DisposeAsync();
        output.WriteLine($"{70_000 / clock.Elapsed.TotalSeconds:0} examples/s, at most {held >> 20} MiB held, peak of the process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        Assert.Equal([28, 28], version.Features.Shape);
        Assert.Equal(ElementType.U8, version.Features.ElementType);
        Assert.Equal([(Split.Train, 60_000L), (Split.Test, 10_000L)], version.Splits.Select(s => (s.Name, s.Examples)));
        Assert.All(version.Splits[0].ClassCounts, count => Assert.Equal(6000, count));
        Assert.All(version.Splits[1].ClassCounts, count => Assert.Equal(1000, count));
        // The images unpacked are 52 MiB; a chunk a split, and one being written, are 12.
        Assert.InRange(held, 0, 24 << 20);
        var (features, target) = (await _bench.Examples(version, Split.Test))[0];
        Assert.Equal((9f, 33_456f), (target, features.Sum()));
    }

    public void Dispose() => _bench.Dispose();
}
