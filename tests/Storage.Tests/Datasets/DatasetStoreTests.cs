using System.Security.Cryptography;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Storage.Tests.Datasets;

public sealed class DatasetStoreTests : IDisposable
{
    private static readonly FeatureSchema Pixels = new([28, 28], ElementType.U8, []);
    private static readonly FeatureSchema Columns = new([2], ElementType.F32, ["a", "b"]);
    private static readonly TargetSchema Classes = new("label", TargetKind.Class, ["x", "y", "z"]);
    private static readonly TargetSchema Value = new("price", TargetKind.Value, []);
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly StoreFixture _fixture = new();

    private DatasetStore Datasets => new(_fixture.Store);

    [Fact]
    public async Task Complete_ManyChunks_ReadsBackInOrder()
    {
        const int count = 12_000;
        var report = await Write(Pixels, Classes, count);
        Assert.Equal([count], report.Splits.Select(s => s.Examples));
        Assert.Equal([count / 3, count / 3, count / 3], report.Splits[0].ClassCounts);
        Assert.Equal((1, Then), (report.Version, report.CreatedAt));
        var reader = await Datasets.Open("d", 1, report.ManifestSha256);
        var chunks = await Chunks(reader, Split.Train);
        Assert.Equal(3, chunks.Count);
        Assert.All(chunks, c => Assert.InRange(c.Features.Length, 1, DatasetWriter.ChunkBytes));
        var index = 0;
        foreach (var chunk in chunks)
        {
            Assert.Equal(index, chunk.Offset);
            for (var i = 0; i < chunk.Examples; i++, index++)
            {
                Assert.Equal(Row(index, 784), chunk.Features.Slice(i * 784, 784).ToArray());
                Assert.Equal(index % 3, chunk.Targets.Span[i]);
            }
        }
        Assert.Equal((count, 0), (reader.Count(Split.Train), reader.Count(Split.Test)));
        Assert.Equal(count, index);
    }

    [Fact]
    public async Task Complete_Report_CountsTheStoredBytes()
    {
        var report = await Write(Columns, Value, 10);
        long stored = 0;
        await foreach (var blob in _fixture.Store.List("datasets/d/1/train-")) stored += blob.LengthBytes;
        Assert.Equal(stored, report.LengthBytes);
        Assert.Empty(report.Splits[0].ClassCounts);
    }

    [Fact]
    public async Task Open_Schemas_AreThoseWritten()
    {
        var reader = await Datasets.Open("d", 1, (await Write(Columns, Classes, 5)).ManifestSha256);
        Assert.Equal((Columns.Shape, Columns.ElementType, Columns.Names), (reader.Features.Shape, reader.Features.ElementType, reader.Features.Names), Same);
        Assert.Equal((Classes.Name, Classes.Kind), (reader.Target.Name, reader.Target.Kind));
        Assert.Equal(Classes.Labels, reader.Target.Labels);

        static bool Same((IReadOnlyList<int>, ElementType, IReadOnlyList<string>) a, (IReadOnlyList<int>, ElementType, IReadOnlyList<string>) b) =>
            a.Item1.SequenceEqual(b.Item1) && a.Item2 == b.Item2 && a.Item3.SequenceEqual(b.Item3);
    }

    [Fact]
    public async Task Read_FromAnOffset_BeginsWithTheChunkThatHoldsIt()
    {
        var reader = await Datasets.Open("d", 1, (await Write(Pixels, Classes, 12_000)).ManifestSha256);
        var all = await Chunks(reader, Split.Train);
        Assert.Equal(all[1].Offset, (await Chunks(reader, Split.Train, all[1].Offset))[0].Offset);
        Assert.Equal(all[0].Offset, (await Chunks(reader, Split.Train, all[1].Offset - 1))[0].Offset);
        Assert.Single(await Chunks(reader, Split.Train, 11_999));
        Assert.Empty(await Chunks(reader, Split.Train, 12_000));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Chunks(reader, Split.Train, -1));
    }

    [Fact]
    public async Task Complete_Splits_ComeInTheirOrderAndApart()
    {
        var writer = Datasets.Create("d", 1, Columns, Value);
        foreach (var (split, target) in new[] { (Split.Test, 1f), (Split.Train, 2f), (Split.Validation, 3f), (Split.Train, 4f) })
            await writer.Add(split, new byte[8], target);
        var report = await writer.Complete(Then);
        Assert.Equal([(Split.Train, 2L), (Split.Validation, 1L), (Split.Test, 1L)], report.Splits.Select(s => (s.Name, s.Examples)));
        var reader = await Datasets.Open("d", 1, report.ManifestSha256);
        var chunk = Assert.Single(await Chunks(reader, Split.Train));
        Assert.Equal(new[] { 2f, 4f }, chunk.Targets.ToArray());
    }

    [Fact]
    public async Task Complete_SameExamplesElsewhere_HasTheSameDigest() => Assert.Equal(
        (await Write(Columns, Classes, 20)).ManifestSha256,
        (await Write(Columns, Classes, 20, "other", 7)).ManifestSha256);

    [Fact]
    public async Task Create_WrongInput_ThrowsWithEveryFault()
    {
        var thrown = Assert.Throws<InvalidArgumentException>(() => Datasets.Create(
            "../d", 0, new FeatureSchema([2, 0], ElementType.F64, ["a"]), new TargetSchema("t", TargetKind.Class, ["x", "x"])));
        Assert.Equal(
            ["dataset", "version", "features.element_type", "features.shape", "features.names", "target.labels"],
            thrown.Violations.Select(v => v.Field));
        Assert.Contains("46341", Assert.Throws<InvalidArgumentException>(
            () => Datasets.Create("d", 1, Pixels with { Shape = [46341, 46341, 46341] }, Value)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidArgumentException>(() => Datasets.Create("d", 1, Columns, Value with { Kind = TargetKind.Infer }));
        Assert.Throws<InvalidArgumentException>(() => Datasets.Create("d", 1, Columns, Value with { Labels = ["x"] }));
        Assert.Empty(await _fixture.Names());
    }

    [Fact]
    public async Task Add_WrongExample_ThrowsAndGoesOn()
    {
        var writer = Datasets.Create("d", 1, Columns, Classes);
        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.Add(Split.Train, new byte[7], 0));
        foreach (var target in new[] { -1f, 3f, 0.5f, float.NaN, float.PositiveInfinity })
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await writer.Add(Split.Train, new byte[8], target));
        await Assert.ThrowsAsync<InvalidArgumentException>(async () => await writer.Add("../x", new byte[8], 0));
        await writer.Add(Split.Train, new byte[8], 2);
        Assert.Equal([0, 0, 1], (await writer.Complete(Then)).Splits[0].ClassCounts);
    }

    [Fact]
    public async Task Complete_TwiceOrWithoutExamples_Throws()
    {
        var writer = Datasets.Create("d", 1, Columns, Value);
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.Complete(Then));
        await writer.Add(Split.Train, new byte[8], 0);
        await writer.Complete(Then);
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.Complete(Then));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.Add(Split.Train, new byte[8], 0));
    }

    [Fact]
    public async Task Delete_Unfinished_RemovesWhatWasWritten()
    {
        var kept = await Write(Columns, Value, 3, "d", 11);
        var writer = Datasets.Create("d", 1, Pixels, Classes);
        for (var i = 0; i < 6000; i++) await writer.Add(Split.Train, Row(i, 784), 0);
        Assert.NotEmpty(await _fixture.Names("datasets/d/1/"));
        await Assert.ThrowsAsync<BlobNotFoundException>(() => Datasets.Open("d", 1, new string('0', 64)));
        await Datasets.Delete("d", 1);
        Assert.Empty(await _fixture.Names("datasets/d/1/"));
        Assert.Equal(3, (await Datasets.Open("d", 11, kept.ManifestSha256)).Count(Split.Train));
    }

    [Fact]
    public async Task Read_EditedTruncatedOrMissingChunk_ThrowsNamingIt()
    {
        var report = await Write(Columns, Classes, 20);
        const string blob = "datasets/d/1/train-000000.safetensors";
        var bytes = await File.ReadAllBytesAsync(_fixture.PathOf(blob));
        bytes[^1] ^= 1;
        foreach (var damaged in new[] { bytes, bytes[..^10], [], null })
        {
            if (damaged is null) File.Delete(_fixture.PathOf(blob));
            else await File.WriteAllBytesAsync(_fixture.PathOf(blob), damaged);
            var reader = await Datasets.Open("d", 1, report.ManifestSha256);
            Assert.Equal(blob, (await Assert.ThrowsAsync<CorruptBlobException>(() => Chunks(reader, Split.Train))).Blob);
        }
    }

    [Fact]
    public async Task Open_EditedManifest_ThrowsNamingIt()
    {
        var report = await Write(Columns, Classes, 20);
        const string blob = "datasets/d/1/manifest.json";
        await File.AppendAllTextAsync(_fixture.PathOf(blob), " ");
        Assert.Equal(blob, (await Assert.ThrowsAsync<CorruptBlobException>(() => Datasets.Open("d", 1, report.ManifestSha256))).Blob);
    }

    [Fact]
    public async Task Open_ManifestThatIsNone_ThrowsNamingIt()
    {
        foreach (var text in new[] { "{}", "null", "{", """{"features":null,"target":null,"splits":null}""" })
        {
            await _fixture.Store.Put("datasets/d/1/manifest.json", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
            var digest = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
            await Assert.ThrowsAsync<CorruptBlobException>(() => Datasets.Open("d", 1, digest));
        }
    }

    public void Dispose() => _fixture.Dispose();

    private async Task<DatasetVersionReport> Write(FeatureSchema features, TargetSchema target, int count, string dataset = "d", int version = 1)
    {
        var writer = Datasets.Create(dataset, version, features, target);
        var bytes = features.Width * (features.ElementType == ElementType.U8 ? 1 : 4);
        for (var i = 0; i < count; i++) await writer.Add(Split.Train, Row(i, bytes), i % 3);
        return await writer.Complete(Then);
    }

    private static byte[] Row(int index, int bytes)
    {
        var row = new byte[bytes];
        new Random(index).NextBytes(row);
        return row;
    }

    private static async Task<List<DatasetChunk>> Chunks(DatasetReader reader, string split, long offset = 0)
    {
        var chunks = new List<DatasetChunk>();
        await foreach (var chunk in reader.Read(split, offset)) chunks.Add(chunk);
        return chunks;
    }
}
