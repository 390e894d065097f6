using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;
using SkiaSharp;

namespace DistributedDL.Silo.Tests.Datasets.Import.Images;

public sealed class ImageImportTests : IDisposable
{
    private static readonly DatasetImportSpec Spec = new() { Format = DataFormat.Images };
    private static readonly SKColor Orange = new(250, 130, 10);
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_FoldersOfLabels_AreClassesInOrder()
    {
        var version = await Import(Spec, ("dogs/1.png", Pictures.Plain(2, 3, SKColors.Red)), ("cats/1.png", Pictures.Plain(2, 3, SKColors.Blue)));

        Assert.Equal([2, 3, 3], version.Features.Shape);
        Assert.Equal(ElementType.U8, version.Features.ElementType);
        Assert.Equal(("label", TargetKind.Class), (version.Target.Name, version.Target.Kind));
        Assert.Equal(["cats", "dogs"], version.Target.Labels);
        var examples = await _bench.Examples(version);
        Assert.Equal([1f, 0f], examples.Select(example => example.Target));
        Assert.Equal([255f, 0, 0, 255, 0, 0], examples[0].Features.Take(6));
        Assert.Equal([0f, 0, 255], examples[1].Features[..3]);
    }

    [Theory]
    [InlineData("train", "test", "validation")]
    [InlineData("Training_Set", "TEST_SET", "Val")]
    [InlineData("pets/train", "pets/test", "pets/valid")]
    public async Task Import_TopFoldersOfSplits_SetThem(string train, string test, string validation)
    {
        var (red, blue) = (Pictures.Plain(1, 1, SKColors.Red), Pictures.Plain(1, 1, SKColors.Blue));

        var version = await Import(Spec,
            ($"{test}/cats/1.png", blue), ($"{train}/cats/1.png", red), ($"{train}/dogs/1.png", red), ($"{train}/dogs/2.png", red), ($"{validation}/dogs/a/1.png", blue));

        Assert.Equal([(Split.Train, 3L), (Split.Validation, 1L), (Split.Test, 1L)], version.Splits.Select(split => (split.Name, split.Examples)));
        Assert.Equal([1L, 2L], version.Splits[0].ClassCounts);
        var examples = await _bench.Examples(version, Split.Test);
        Assert.Equal([0f, 0, 255], examples[0].Features);
    }

    [Fact]
    public async Task Import_LabelCalledTrain_IsNoSplit()
    {
        var version = await Import(Spec, ("train/1.png", Pictures.Plain(1, 1, SKColors.Red)), ("car/1.png", Pictures.Plain(1, 1, SKColors.Blue)));

        Assert.Equal(["car", "train"], version.Target.Labels);
        Assert.Equal(2, version.Splits.Single().Examples);
    }

    [Fact]
    public async Task Import_Alpha_IsLaidOverWhite()
    {
        var version = await Import(Spec, ("a/1.png", Pictures.Drawn(1, 3, (_, x) => x switch { 0 => SKColors.Transparent, 1 => new SKColor(0, 0, 0, 128), _ => Orange })));

        var examples = await _bench.Examples(version);
        // 255 - 128 = 127 of white shows through half-transparent black.
        Assert.Equal([255f, 255, 255, 127, 127, 127, 250, 130, 10], examples[0].Features);
    }

    [Fact]
    public async Task Import_Bmp_IsRead()
    {
        var examples = await _bench.Examples(await Import(Spec, ("a/1.bmp", Pictures.Bmp(1, 2, Orange))));

        Assert.Equal([250f, 130, 10, 250, 130, 10], examples[0].Features);
    }

    [Fact]
    public async Task Import_Jpeg_IsReadCloseToItsColours()
    {
        float[] expected = [250, 130, 10];
        var features = (await _bench.Examples(await Import(Spec, ("a/1.JPG", Pictures.Plain(16, 16, Orange, SKEncodedImageFormat.Jpeg)))))[0].Features;

        Assert.All(features.Index(), value => Assert.InRange(value.Item, expected[value.Index % 3] - 4, expected[value.Index % 3] + 4));
    }

    [Fact]
    public async Task Import_Grey_IsTheLumaOfPillow()
    {
        SKColor[] colours = [SKColors.Red, new(0, 255, 0), SKColors.Blue, Orange];
        var version = await Import(Spec with { Grey = true }, ("a/1.png", Pictures.Drawn(1, 4, (_, x) => colours[x])));

        Assert.Equal([1, 4, 1], version.Features.Shape);
        var examples = await _bench.Examples(version);
        // PIL.Image.convert("L") of the same colours
        Assert.Equal([76f, 150, 29, 152], examples[0].Features);
    }

    [Fact]
    public async Task Import_ImageSize_BringsEachToHeightAndWidth()
    {
        var version = await Import(Spec with { ImageSize = [4, 6] }, ("a/1.png", Pictures.Plain(9, 5, Orange)), ("b/1.png", Pictures.Plain(2, 2, Orange)));

        Assert.Equal([4, 6, 3], version.Features.Shape);
        Assert.All(await _bench.Examples(version), example => Assert.All(example.Features.Chunk(3), pixel => Assert.Equal([250f, 130, 10], pixel)));
    }

    [Fact]
    public async Task Import_ImageSizeMuchSmaller_AveragesInsteadOfSkipping()
    {
        var version = await Import(Spec with { ImageSize = [8, 8], Grey = true },
            ("a/1.png", Pictures.Drawn(64, 64, (y, x) => (x + y) % 2 == 0 ? SKColors.White : SKColors.Black)));

        Assert.All((await _bench.Examples(version))[0].Features, value => Assert.InRange(value, 120, 135));
    }

    [Fact]
    public async Task Import_SkipCorrupt_LeavesOutAndCounts()
    {
        var png = Pictures.Plain(8, 8, Orange);
        var version = await Import(Spec with { SkipCorrupt = true }, ("a/1.png", png), ("a/2.png", png[..40]), ("b/3.jpg", "no image"u8.ToArray()), ("b/4.png", png));

        Assert.Equal((2L, 2L), (version.SkippedExamples, version.Splits[0].Examples));
        Assert.Equal([1L, 1L], version.Splits[0].ClassCounts);
    }

    [Fact]
    public async Task Import_Clutter_IsPassedOver()
    {
        var version = await Import(Spec, ("a/1.png", Pictures.Plain(1, 1, Orange)), ("__MACOSX/a/._1.png", [1]), ("a/.DS_Store", [1]), ("a/Thumbs.db", [1]));

        Assert.Equal((1L, 0L), (version.Splits[0].Examples, version.SkippedExamples));
    }

    [Fact]
    public async Task Import_CatsAndDogs_HasTheSplitsOfItsFolders()
    {
        var version = await _bench.ImportFiles(Spec with { ImageSize = [50, 50] }, SharedData.Require("cats_dogs/all_80px.zip"));

        Assert.Equal([50, 50, 3], version.Features.Shape);
        Assert.Equal(["cats", "dogs"], version.Target.Labels);
        Assert.Equal([(Split.Train, 4000L, 4000L), (Split.Test, 1000L, 1000L)], version.Splits.Select(split => (split.Name, split.ClassCounts[0], split.ClassCounts[1])));
    }

    private Task<DatasetVersionReport> Import(DatasetImportSpec spec, params (string Name, byte[] Content)[] entries) =>
        _bench.Import(spec, ("pictures.zip", Pictures.Zip(entries)));

    public void Dispose() => _bench.Dispose();
}
