using DistributedDL.Contracts.Datasets;
using DistributedDL.Silo.Datasets.Import.Images;
using SkiaSharp;

namespace DistributedDL.Silo.Tests.Datasets.Import.Images;

public sealed class ImageFaultTests : IDisposable
{
    private static readonly DatasetImportSpec Spec = new() { Format = DataFormat.Images };
    private static readonly byte[] Png = Pictures.Plain(8, 8, SKColors.Orange);
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_CorruptImages_NamesEach()
    {
        var faults = await _bench.Faults(Spec, ("p.zip", Pictures.Zip(("a/1.png", Png), ("a/2.png", Png[..40]), ("b/3.jpg", "no image"u8.ToArray()))));

        Assert.All(faults, fault => Assert.Equal("p.zip", fault.Field));
        Assert.Collection(faults,
            fault => Assert.StartsWith("'a/2.png': ", fault.Description, StringComparison.Ordinal),
            fault => Assert.Equal("'b/3.jpg': it is not a JPEG, PNG or BMP image", fault.Description));
    }

    [Fact]
    public async Task Import_JpegCutOff_IsSaid()
    {
        var jpeg = Pictures.Drawn(64, 64, (y, x) => new SKColor((byte)(y * x), (byte)(y * 7), (byte)(x * 5)), SKEncodedImageFormat.Jpeg);

        Assert.Equal("p.zip: 'a/1.jpg': the image is cut off", await Fault(("a/1.jpg", jpeg[..(jpeg.Length / 2)])));
    }

    [Fact]
    public async Task Import_OtherForm_NamesIt() =>
        Assert.Equal("p.zip: 'a/1.png': it is a Webp image; JPEG, PNG and BMP are read", await Fault(("a/1.png", Pictures.Plain(4, 4, SKColors.Red, SKEncodedImageFormat.Webp))));

    [Fact]
    public async Task Import_SizesDifferWithoutImageSize_NamesBoth() =>
        Assert.Equal("p.zip: 'a/2.png' has 4×9 pixels, 'a/1.png' 8×8; give image_size to bring them to one", await Fault(("a/1.png", Png), ("a/2.png", Pictures.Plain(4, 9, SKColors.Red))));

    [Theory]
    [InlineData("../a/1.png")]
    [InlineData("/a/1.png")]
    [InlineData("a/../../1.png")]
    [InlineData("a\\..\\1.png")]
    [InlineData("C:/a/1.png")]
    public async Task Import_PathThatLeadsOut_IsRefused(string name) =>
        Assert.Contains((await _bench.Faults(Spec, ("p.zip", Pictures.Zip((name, Png), ("b/1.png", Png))))), fault => fault.Description == $"'{name}' is not a path within folders");

    [Fact]
    public async Task Import_ImageInNoFolder_IsRefused() =>
        Assert.Equal("p.zip: '1.png' lies in no folder; an image's folder is its label", await Fault(("1.png", Png), ("a/2.png", Png)));

    [Fact]
    public async Task Import_EntryThatUnpacksToTooMuch_IsRefused() =>
        Assert.Equal($"p.zip: 'a/1.png': more than {ImageArchive.MaxFileBytes} bytes come out of it", await Fault(("a/1.png", new byte[ImageArchive.MaxFileBytes + 1])));

    [Fact]
    public async Task Import_HeaderOfHugeImage_IsRefusedUndecoded()
    {
        var bmp = Pictures.Bmp(1, 1, SKColors.Red);
        BitConverter.TryWriteBytes(bmp.AsSpan(18), 30_000);
        BitConverter.TryWriteBytes(bmp.AsSpan(22), 30_000);

        Assert.Equal($"p.zip: 'a/1.bmp': it has 30000×30000 pixels; at most {ImageDecoder.MaxPixels} are read", await Fault(("a/1.bmp", bmp)));
    }

    [Fact]
    public async Task Import_NoZip_IsRefused() =>
        Assert.StartsWith("p.zip: not a sound zip: ", await _bench.Fault(Spec, ("p.zip", Png)), StringComparison.Ordinal);

    [Fact]
    public async Task Import_ZipCutOff_IsRefused() =>
        Assert.StartsWith("p.zip: not a sound zip: ", await _bench.Fault(Spec, ("p.zip", Pictures.Zip(("a/1.png", Png))[..^30])), StringComparison.Ordinal);

    [Fact]
    public async Task Import_ZipWithoutImage_IsRefused() => Assert.Equal("p.zip: the zip holds no image", await Fault());

    [Fact]
    public async Task Import_AllCorruptAndSkipped_IsRefused() =>
        Assert.Equal("p.zip: none of its 1 images can be decoded", await _bench.Fault(Spec with { SkipCorrupt = true }, ("p.zip", Pictures.Zip(("a/1.png", [1, 2])))));

    [Fact]
    public async Task Import_OnlyATestSplit_IsRefused() =>
        Assert.Equal("files: nothing is given for the train split", await Fault(("test/a/1.png", Png), ("test/b/1.png", Png)));

    [Theory]
    [InlineData(0, 5, "image_size: 0 is not within 1 to 4096 pixels")]
    [InlineData(5, 5000, "image_size: 5000 is not within 1 to 4096 pixels")]
    public async Task Import_ImageSizeOutOfBounds_IsRefused(int height, int width, string fault) =>
        Assert.Equal(fault, await _bench.Fault(Spec with { ImageSize = [height, width] }, ("p.zip", Pictures.Zip(("a/1.png", Png)))));

    [Fact]
    public async Task Import_OptionsOfOtherForms_AreNamed()
    {
        var spec = Spec with { HasHeader = true, LabelColumn = "x", IgnoreColumns = ["a"], Columns = ["b"], WindowSteps = 3, JoinLines = true, Vocabulary = Vocabulary.Words };

        var faults = await _bench.Faults(spec, ("p.zip", Pictures.Zip(("a/1.png", Png))));

        Assert.Equal(["has_header", "label_column", "ignore_columns", "columns", "window_steps", "vocabulary", "join_lines"], faults.Select(fault => fault.Field));
    }

    private Task<string> Fault(params (string Name, byte[] Content)[] entries) => _bench.Fault(Spec, ("p.zip", Pictures.Zip(entries)));

    public void Dispose() => _bench.Dispose();
}
