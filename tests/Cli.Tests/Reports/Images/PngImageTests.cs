using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using DistributedDL.Cli.Reports.Images;

namespace DistributedDL.Cli.Tests.Reports.Images;

public class PngImageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Encode_Pixels_AreReadBackFromTheChunks(int channels)
    {
        var pixels = Enumerable.Range(0, 5 * 3 * channels).Select(i => (byte)(i * 5)).ToArray();

        var chunks = Chunks(PngImage.Encode(pixels, 5, 3, channels));

        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(chunk => chunk.Kind));
        Assert.Equal(5, BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data));
        Assert.Equal(3, BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data.AsSpan(4)));
        Assert.Equal([8, (byte)(channels == 3 ? 2 : 0), 0, 0, 0], chunks[0].Data[8..]);
        using var unpacked = new MemoryStream();
        new ZLibStream(new MemoryStream(chunks[1].Data), CompressionMode.Decompress).CopyTo(unpacked);
        var rows = unpacked.ToArray().Chunk(1 + 5 * channels).ToList();
        Assert.All(rows, row => Assert.Equal(0, row[0]));
        Assert.Equal(pixels, rows.SelectMany(row => row.Skip(1)));
    }

    [Theory]
    [InlineData(2, 2, 4)]
    [InlineData(0, 2, 1)]
    [InlineData(2, 3, 1)]
    public void Encode_SizesThatDoNotFit_AreRefused(int width, int height, int channels) =>
        Assert.Throws<ArgumentException>(() => PngImage.Encode(new byte[4], width, height, channels));

    [Fact]
    public void DataUri_ShapeThatIsNoImage_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ExampleImage.DataUri([4], new float[4], 1));

    private static List<(string Kind, byte[] Data)> Chunks(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            Assert.Equal(Crc32.HashToUInt32(png.AsSpan(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }
        return chunks;
    }
}
