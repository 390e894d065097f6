using System.Buffers.Binary;
using System.IO.Compression;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Bench.Import;

/// <summary>Grey images of 28×28 with half of their pixels empty, packed by gzip; unpacking alone is the baseline.</summary>
internal sealed class IdxCase : IImportCase
{
    private const int Side = 28, Classes = 10;

    public string Name => "idx";

    public int Examples => 60_000;

    public DatasetImportSpec Spec => new() { Format = DataFormat.Idx };

    public IReadOnlyList<string> Write(string folder, int examples)
    {
        var random = new Random(1);
        var (images, labels) = (new byte[examples * Side * Side], new byte[examples]);
        random.NextBytes(labels);
        for (var i = 0; i < images.Length; i++) images[i] = (byte)(i / Side % Side is >= 7 and < 21 ? random.Next(256) : 0);
        return
        [
            Pack(Path.Combine(folder, "train-images-idx3-ubyte.gz"), [0x803, examples, Side, Side], images),
            Pack(Path.Combine(folder, "train-labels-idx1-ubyte.gz"), [0x801, examples], [.. labels.Select(label => (byte)(label % Classes))]),
        ];
    }

    public void ReadPlainly(IReadOnlyList<string> files)
    {
        var buffer = new byte[1 << 16];
        foreach (var file in files)
        {
            using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            while (stream.Read(buffer) > 0) { }
        }
    }

    /// <summary>Magic number and sizes are big-endian.</summary>
    private static string Pack(string path, int[] header, byte[] content)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        var number = new byte[sizeof(int)];
        foreach (var value in header)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, value);
            stream.Write(number);
        }
        stream.Write(content);
        return path;
    }
}
