using DistributedDL.Contracts.Datasets;
using DistributedDL.Silo.Datasets.Import.Images;
using SkiaSharp;

namespace DistributedDL.Silo.Tests.Datasets.Import.Images;

public sealed class ImageOrderTests : IDisposable
{
    private static readonly DatasetImportSpec Spec = new() { Format = DataFormat.Images, ImageSize = [2, 2], Grey = true };
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_ImagesOfUnlikeSizes_KeepTheOrderOfTheZip()
    {
        var zip = Pictures.Zip([.. Enumerable.Range(0, 60).Select(i => ($"{(i % 3 == 0 ? "a" : "b")}/{i}.png", Grey(i, i % 4 == 0 ? 600 : 3)))]);

        var examples = await _bench.Examples(await _bench.Import(Spec, ("p.zip", zip)));

        Assert.Equal(Enumerable.Range(0, 60).Select(i => (4f * i, i % 3 == 0 ? 0f : 1f)), examples.Select(example => (example.Features[0], example.Target)));
    }

    [Fact]
    public async Task Import_ImageThatIsDecodedAlone_IsRead()
    {
        const int side = 2050;
        Assert.True((long)side * side > ImageDecoder.LargePixels);

        var examples = await _bench.Examples(await _bench.Import(Spec, ("p.zip", Pictures.Zip(("a/1.png", Large(side, 200)), ("a/2.png", Grey(9, 3)), ("a/3.png", Large(side, 40))))));

        Assert.Equal([200f, 36, 40], examples.Select(example => example.Features[3]));
    }

    [Fact]
    public async Task Import_SplitsAndSkippedImages_EachSplitHasItsOwn()
    {
        var zip = Pictures.Zip(("test/a/1.png", Grey(1, 3)), ("train/a/2.png", Grey(2, 3)), ("train/a/3.png", [1, 2, 3]), ("test/a/4.png", Grey(4, 3)), ("train/a/5.png", Grey(5, 3)));

        var version = await _bench.Import(Spec with { SkipCorrupt = true }, ("p.zip", zip));

        Assert.Equal([8f, 20], (await _bench.Examples(version)).Select(example => example.Features[0]));
        Assert.Equal([4f, 16], (await _bench.Examples(version, Split.Test)).Select(example => example.Features[0]));
    }

    [Fact]
    public async Task Import_WholeOrRefused_LeavesOnlyTheUploads()
    {
        await _bench.Import(Spec, ("p.zip", Pictures.Zip(("a/1.png", Grey(1, 3)))));
        await Assert.ThrowsAnyAsync<Exception>(() => _bench.Import(Spec, ("p.zip", Pictures.Zip(("a/1.png", Grey(1, 3)), ("a/2.png", [1])))));

        var left = await _bench.Blobs.List("uploads/", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["uploads/0", "uploads/1"], left.Select(blob => blob.Name));
    }

    private static byte[] Grey(int number, int side) => Pictures.Plain(side, side, new SKColor((byte)(4 * number), (byte)(4 * number), (byte)(4 * number)));

    private static byte[] Large(int side, byte grey)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(new SKColor(grey, grey, grey));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose() => _bench.Dispose();
}
