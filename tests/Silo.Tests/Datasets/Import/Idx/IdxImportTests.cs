using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Tests.Datasets.Import.Idx;

public sealed class IdxImportTests : IDisposable
{
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_ImagesAndLabels_KeepsBytesAndShape()
    {
        var version = await _bench.Import(ImportBench.Idx, ("images", IdxBytes.Images(3)), ("labels", IdxBytes.Labels(7, 3, 7)));

        Assert.Equal([2, 2], version.Features.Shape);
        Assert.Equal(ElementType.U8, version.Features.ElementType);
        Assert.Equal(["3", "7"], version.Target.Labels);
        Assert.Equal([1L, 2L], Assert.Single(version.Splits).ClassCounts);
        var examples = await _bench.Examples(version);
        Assert.Equal([4f, 5f, 6f, 7f], examples[1].Features);
        Assert.Equal([1f, 0f, 1f], examples.Select(e => e.Target));
    }

    [Fact]
    public async Task Import_FourNamedFilesInAnyOrder_GoToTheirSplits()
    {
        var version = await _bench.Import(ImportBench.Idx with { ValidationFraction = 0.25 },
            ("t10k-labels-idx1-ubyte.gz", ImportBench.Gzip(IdxBytes.Labels(1, 0))),
            ("train-images-idx3-ubyte", IdxBytes.Images(8)),
            ("T10K-images-idx3-ubyte.gz", ImportBench.Gzip(IdxBytes.Images(2))),
            ("train-labels-idx1-ubyte", IdxBytes.Labels(0, 1, 2, 0, 1, 2, 0, 1)));

        Assert.Equal([(Split.Train, 6L), (Split.Validation, 2L), (Split.Test, 2L)], version.Splits.Select(s => (s.Name, s.Examples)));
        Assert.Equal(["0", "1", "2"], version.Target.Labels);
        Assert.Equal([1L, 1L, 0L], version.Splits[2].ClassCounts);
        Assert.Equal([1f, 0f], (await _bench.Examples(version, Split.Test)).Select(e => e.Target));
    }

    [Fact]
    public async Task Import_OnlyTrainFiles_AreSplitAsAsked()
    {
        var version = await _bench.Import(ImportBench.Idx with { TestRows = 2 }, ("train-images", IdxBytes.Images(5)), ("train-labels", IdxBytes.Labels(0, 1, 0, 1, 0)));

        Assert.Equal([3L, 2L], version.Splits.Select(s => s.Examples));
    }

    [Fact]
    public async Task Import_FilesGivenForASplit_NeedNoTellingNames()
    {
        var version = await _bench.ImportSplits(ImportBench.Idx,
            (Split.Train, IdxBytes.Images(3)), (Split.Train, IdxBytes.Labels(0, 1, 0)), (Split.Test, IdxBytes.Images(2)), (Split.Test, IdxBytes.Labels(1, 0)));

        Assert.Equal([(Split.Train, 3L), (Split.Test, 2L)], version.Splits.Select(s => (s.Name, s.Examples)));
    }

    [Theory]
    [InlineData(0x09, new byte[] { 0xFF, 2 }, new[] { -1f, 2f })]
    [InlineData(0x0B, new byte[] { 0x01, 0x00, 0xFF, 0xFE }, new[] { 256f, -2f })]
    [InlineData(0x0C, new byte[] { 0, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF }, new[] { 65536f, -1f })]
    [InlineData(0x0D, new byte[] { 0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0 }, new[] { 1.5f, -2f })]
    [InlineData(0x0E, new byte[] { 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0 }, new[] { 1.5f, -2f })]
    public async Task Import_OtherTypes_BecomeSingles(byte type, byte[] data, float[] expected)
    {
        var version = await _bench.Import(ImportBench.Idx, ("x", IdxBytes.File(type, [1, 2], data)), ("y", IdxBytes.Labels(1)));

        Assert.Equal(ElementType.F32, version.Features.ElementType);
        Assert.Equal(expected, (await _bench.Examples(version))[0].Features);
    }

    [Fact]
    public async Task Import_FloatLabels_AreValues()
    {
        var version = await _bench.Import(ImportBench.Idx, ("x", IdxBytes.Images(2)), ("y", IdxBytes.File(0x0D, [2], 0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0)));

        Assert.Equal(TargetKind.Value, version.Target.Kind);
        Assert.Equal([1.5f, -2f], (await _bench.Examples(version)).Select(e => e.Target));
    }

    public void Dispose() => _bench.Dispose();
}
