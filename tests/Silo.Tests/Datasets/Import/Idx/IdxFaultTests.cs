using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Tests.Datasets.Import.Idx;

public sealed class IdxFaultTests : IDisposable
{
    private readonly ImportBench _bench = new();

    public static TheoryData<byte[], string> BadImages => new()
    {
        { "P5 2 2"u8.ToArray(), "not an IDX file: it begins with 50352032, not with 0000" },
        { [0, 0], "not an IDX file: it begins with 0000, not with 0000" },
        { IdxBytes.File(0x0A, [1, 2, 2], 1, 2, 3, 4), "element type 0x0A is unknown; known are 0x08 (unsigned byte), 0x09 (signed byte), 0x0B (short), 0x0C (int), 0x0D (float), 0x0E (double)" },
        { [0, 0, 8, 0], "0 dimensions; 1 to 8 are read" },
        { [0, 0, 8, 3, 0, 0, 0, 1], "the file ends within its header, which names 3 dimensions" },
        { IdxBytes.File(0x08, [1, 0, 2]), "dimension 1 has size 0; it must be 1 to 2147483647" },
        { IdxBytes.File(0x08, [1, 65536, 65536]), "one example has 65536×65536 numbers; at most 16777216 are read" },
        { IdxBytes.Images(3)[..^1], "the file ends within example 2 (counted from 0); its header promises 3" },
        { ImportBench.Gzip(IdxBytes.Images(3)[..^5]), "the file ends within example 1 (counted from 0); its header promises 3" },
        { [.. IdxBytes.Images(3), 0], "there are bytes after the 3 examples that its header promises" },
        { IdxBytes.File(0x0D, [3, 1], 0, 0, 0, 0, 0x7F, 0xC0, 0, 0, 0, 0, 0, 0), "example 1, number 0 (both counted from 0): not a finite 32-bit number" },
    };

    [Theory]
    [MemberData(nameof(BadImages))]
    public async Task Import_DamagedImages_SaysWhereAndWhat(byte[] images, string expected) =>
        Assert.Equal($"images: {expected}", await _bench.Fault(ImportBench.Idx, ("images", images), ("labels", IdxBytes.Labels(0, 1, 2))));

    [Fact]
    public async Task Import_CountsDiffer_NamesBoth() =>
        Assert.Equal("labels: 2 labels, but 'images' has 3 examples", await _bench.Fault(ImportBench.Idx, ("images", IdxBytes.Images(3)), ("labels", IdxBytes.Labels(0, 1))));

    [Fact]
    public async Task Import_LabelsAlone_AreRefused() =>
        Assert.Equal("labels: the import has no file with features and 1 file ('labels') with labels; one of each is needed", await _bench.Fault(ImportBench.Idx, ("labels", IdxBytes.Labels(0, 1))));

    [Fact]
    public async Task Import_TestImagesWithoutLabels_NamesTheSplit() =>
        Assert.Equal("t10k-images: the test split has 1 file ('t10k-images') with features and no file with labels; one of each is needed",
            await _bench.Fault(ImportBench.Idx, ("train-images", IdxBytes.Images(2)), ("train-labels", IdxBytes.Labels(0, 1)), ("t10k-images", IdxBytes.Images(2))));

    [Fact]
    public async Task Import_FileOfNoSplitAmongNamedOnes_IsRefused() =>
        Assert.Equal("more-labels: cannot be told to a split: other files are named for theirs; begin the name with train, val, test or t10k",
            await _bench.Fault(ImportBench.Idx, ("train-images", IdxBytes.Images(2)), ("train-labels", IdxBytes.Labels(0, 1)), ("more-labels", IdxBytes.Labels(1))));

    [Fact]
    public async Task Import_SplitsOfOtherShapes_AreRefused() =>
        Assert.Equal("test-x: examples have shape [3], those of 'train-x' [2, 2]", await _bench.Fault(ImportBench.Idx,
            ("train-x", IdxBytes.Images(2)), ("train-y", IdxBytes.Labels(0, 1)), ("test-x", IdxBytes.File(8, [1, 3], 1, 2, 3)), ("test-y", IdxBytes.Labels(0))));

    [Fact]
    public async Task Import_FractionBesideNamedTestFiles_IsRefused() =>
        Assert.Equal("test_fraction: 0.5: the files name a test split of their own", await _bench.Fault(ImportBench.Idx with { TestFraction = 0.5 },
            ("train-x", IdxBytes.Images(2)), ("train-y", IdxBytes.Labels(0, 1)), ("test-x", IdxBytes.Images(2)), ("test-y", IdxBytes.Labels(0, 1))));

    [Fact]
    public async Task Import_CsvOptions_AreRefusedTogether()
    {
        var spec = ImportBench.Idx with { HasHeader = true, LabelColumn = "y", IgnoreColumns = ["a"] };

        var faults = await _bench.Faults(spec, ("images", IdxBytes.Images(2)), ("labels", IdxBytes.Labels(0, 1)));

        Assert.Equal(["has_header", "label_column", "ignore_columns"], faults.Select(fault => fault.Field));
    }

    [Fact]
    public async Task Import_TwoDamagedFiles_NamesBoth()
    {
        var faults = await _bench.Faults(ImportBench.Idx, ("images", IdxBytes.Images(2)[..^1]), ("labels", [.. IdxBytes.Labels(0, 1), 9]));

        Assert.Equal(["images", "labels"], faults.Select(fault => fault.Field).Order());
    }

    public void Dispose() => _bench.Dispose();
}
