using DistributedDL.Silo.Datasets.Import.Images;

namespace DistributedDL.Silo.Tests.Datasets.Import.Images;

public sealed class ImageSpoolTests : IDisposable
{
    private const string Name = "uploads/0.pixels";
    private readonly ImportBench _bench = new();

    [Theory]
    [InlineData(1000, 3)]
    [InlineData(ImageSpool.BufferBytes, 2)]
    [InlineData(ImageSpool.BufferBytes * 2 / 3, 4)]
    [InlineData(2 * ImageSpool.BufferBytes + 5, 2)]
    public async Task Read_AnyPart_GivesWhatWasAdded(int imageBytes, int images)
    {
        await using var spool = await Fill(imageBytes, images);

        Assert.Equal(images, spool.Images);
        for (var first = 0; first < images; first++)
        {
            var next = first;
            await foreach (var image in spool.Read(first, images - first, imageBytes, TestContext.Current.CancellationToken))
                Assert.True(image.Span.SequenceEqual(Image(imageBytes, next++)));
            Assert.Equal(images, next);
        }
    }

    [Fact]
    public async Task Create_RemainsOfACrash_AreDropped()
    {
        await Fill(100, 2);
        await using var spool = await Fill(7, 1);

        await foreach (var image in spool.Read(0, 1, 7, TestContext.Current.CancellationToken)) Assert.True(image.Span.SequenceEqual(Image(7, 0)));
        Assert.Equal(7, (await _bench.Blobs.GetProperties(Name, TestContext.Current.CancellationToken))!.LengthBytes);
    }

    [Fact]
    public async Task Dispose_RemovesTheBlob()
    {
        var spool = await Fill(7, 1);

        await spool.DisposeAsync();

        Assert.Null(await _bench.Blobs.GetProperties(Name, TestContext.Current.CancellationToken));
    }

    private async Task<ImageSpool> Fill(int imageBytes, int images)
    {
        var spool = await ImageSpool.Create(_bench.Blobs, Name, TestContext.Current.CancellationToken);
        for (var i = 0; i < images; i++) await spool.Add(Image(imageBytes, i), TestContext.Current.CancellationToken);
        await spool.Complete(TestContext.Current.CancellationToken);
        return spool;
    }

    private static byte[] Image(int bytes, int number)
    {
        var image = new byte[bytes];
        new Random(number).NextBytes(image);
        return image;
    }

    public void Dispose() => _bench.Dispose();
}
