using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Silo.Datasets.Import;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Datasets;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Silo.Tests.Datasets.Import;

/// <summary>An importer on a store in a temporary directory.</summary>
public sealed class ImportBench : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("ddl-import-").FullName;
    private readonly DatasetImporter _importer;
    private int _uploads;

    public ImportBench()
    {
        var time = new FakeTimeProvider(Now);
        Blobs = new DirectoryBlobStore(_directory, time);
        Datasets = new DatasetStore(Blobs);
        _importer = new DatasetImporter(Blobs, Datasets, time);
    }

    public DirectoryBlobStore Blobs { get; }

    public DatasetStore Datasets { get; }

    public static DatasetImportSpec Csv => new() { Format = DataFormat.Csv };

    public static DatasetImportSpec Idx => new() { Format = DataFormat.Idx };

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }

    public Task<DatasetVersionReport> Import(DatasetImportSpec spec, string csv) => Import(spec, ("data.csv", Encoding.UTF8.GetBytes(csv)));

    public async Task<DatasetVersionReport> Import(DatasetImportSpec spec, params (string Name, byte[] Content)[] files)
    {
        var uploaded = new List<UploadedFile>();
        foreach (var (name, content) in files) uploaded.Add(await Upload(name, new MemoryStream(content)));
        return await _importer.Import("d", 1, spec, uploaded, TestContext.Current.CancellationToken);
    }

    /// <summary>Files that the user gave for a split each.</summary>
    public async Task<DatasetVersionReport> ImportSplits(DatasetImportSpec spec, params (string Split, byte[] Content)[] files)
    {
        var uploaded = new List<UploadedFile>();
        foreach (var (split, content) in files) uploaded.Add(await Upload(split, new MemoryStream(content)) with { Split = split });
        return await _importer.Import("d", 1, spec, uploaded, TestContext.Current.CancellationToken);
    }

    public async Task<DatasetVersionReport> ImportFiles(DatasetImportSpec spec, params string[] paths)
    {
        var uploaded = new List<UploadedFile>();
        foreach (var path in paths)
        {
            await using var file = File.OpenRead(path);
            uploaded.Add(await Upload(Path.GetFileName(path), file));
        }
        return await _importer.Import("d", 1, spec, uploaded, TestContext.Current.CancellationToken);
    }

    public Task<IReadOnlyList<FieldViolation>> Faults(DatasetImportSpec spec, string csv) => Faults(spec, ("data.csv", Encoding.UTF8.GetBytes(csv)));

    /// <summary>The faults of an import that must fail, and must leave nothing behind.</summary>
    public async Task<IReadOnlyList<FieldViolation>> Faults(DatasetImportSpec spec, params (string Name, byte[] Content)[] files)
    {
        var failure = await Assert.ThrowsAsync<InvalidArgumentException>(() => Import(spec, files));
        Assert.Empty(await Blobs.List("datasets/", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        return failure.Violations;
    }

    /// <summary>The one fault of an import that must fail.</summary>
    public async Task<string> Fault(DatasetImportSpec spec, string csv)
    {
        var fault = Assert.Single(await Faults(spec, csv));
        return $"{fault.Field}: {fault.Description}";
    }

    public async Task<string> Fault(DatasetImportSpec spec, params (string Name, byte[] Content)[] files)
    {
        var fault = Assert.Single(await Faults(spec, files));
        return $"{fault.Field}: {fault.Description}";
    }

    public async Task<List<(float[] Features, float Target)>> Examples(DatasetVersionReport version, string split = Split.Train)
    {
        var reader = await Datasets.Open("d", version.Version, version.ManifestSha256, TestContext.Current.CancellationToken);
        var examples = new List<(float[], float)>();
        await foreach (var chunk in reader.Read(split, 0, TestContext.Current.CancellationToken))
            for (var i = 0; i < chunk.Examples; i++)
                examples.Add((Row(version.Features, chunk.Features.Span, i), chunk.Targets.Span[i]));
        return examples;
    }

    public void Dispose()
    {
        Blobs.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<UploadedFile> Upload(string name, Stream content)
    {
        var stored = await Blobs.Put($"uploads/{_uploads++}", content, cancellation: TestContext.Current.CancellationToken);
        return new UploadedFile(name, stored.Name, stored.LengthBytes);
    }

    private static float[] Row(FeatureSchema schema, ReadOnlySpan<byte> features, int row) => schema.ElementType == ElementType.U8
        ? [.. features.Slice(row * schema.Width, schema.Width).ToArray().Select(value => (float)value)]
        : MemoryMarshal.Cast<byte, float>(features).Slice(row * schema.Width, schema.Width).ToArray();
}
