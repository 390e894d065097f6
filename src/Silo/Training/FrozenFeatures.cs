using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training.Transfer;
using DistributedDL.Silo.Datasets;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Silo.Training;

/// <summary>
/// What a frozen body gives for a data set, computed once and kept as a data set of its own. Its name is a digest of the body's
/// weights, the examples and the layer: whatever run asks for the same, finds it.
/// </summary>
internal sealed class FrozenFeatures(DatasetStore features, IBlobStore blobs, TimeProvider time)
{
    /// <summary>Root of the stored features, beside those of the data sets.</summary>
    public const string Root = "features";

    private const int Version = 1;
    private const int BlockExamples = 256;

    private sealed record Found(string ManifestSha256);

    public DatasetReader Require(
        ArchitectureSpec architecture, IReadOnlyList<NamedTensor> weights, TransferOrigin origin, string manifestSha256, string layer,
        DatasetReader source, CancellationToken cancellation)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{origin.WeightsSha256}\n{manifestSha256}\n{layer}")));
        var pointer = $"{Root}/{name}/complete.json";
        if (Find(pointer, cancellation).GetAwaiter().GetResult() is not { } manifest)
        {
            manifest = Compute(architecture, weights, origin, layer, name, source, cancellation);
            // Last, so that features are found when they are whole. Two runs may compute the same at once: they write the same.
            var found = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new Found(manifest)));
            blobs.Put(pointer, found, cancellation: cancellation).GetAwaiter().GetResult();
        }
        return features.Open(name, Version, manifest, cancellation).GetAwaiter().GetResult();
    }

    private async Task<string?> Find(string pointer, CancellationToken cancellation) =>
        await blobs.GetProperties(pointer, cancellation) is null
            ? null
            : JsonSerializer.Deserialize<Found>(await blobs.ReadAll(pointer, cancellation))!.ManifestSha256;

    private string Compute(
        ArchitectureSpec architecture, IReadOnlyList<NamedTensor> weights, TransferOrigin origin, string layer, string name,
        DatasetReader source, CancellationToken cancellation)
    {
        using var network = Network.Create(architecture, seed: 0);
        var body = origin.Plan.Inherited.ToHashSet(StringComparer.Ordinal);
        var initial = network.SaveWeights().Where(tensor => !body.Contains(tensor.Name.Split('.')[0]));
        network.LoadWeights([.. weights.Where(tensor => body.Contains(tensor.Name.Split('.')[0])), .. initial]);
        var extractor = new FeatureExtractor(network, layer);
        var schema = new FeatureSchema(extractor.OutputShape, ElementType.F32, []);
        var writer = features.Create(name, Version, schema, source.Target);
        foreach (var split in Split.All)
        {
            // A network belongs to one thread: everything stays on the lane's.
            foreach (var chunk in source.Read(split, cancellation: cancellation).ToBlockingEnumerable(cancellation))
                Write(writer, extractor, split, chunk, source.Features, cancellation);
        }
        return writer.Complete(time.GetUtcNow(), cancellation).GetAwaiter().GetResult().ManifestSha256;
    }

    private static void Write(DatasetWriter writer, FeatureExtractor extractor, string split, DatasetChunk chunk, FeatureSchema schema, CancellationToken cancellation)
    {
        var outputWidth = extractor.OutputShape.Aggregate(1, (product, size) => product * size);
        var (stored, targets) = (chunk.Features.Length / chunk.Examples, chunk.Targets.Length / chunk.Examples);
        var (input, output) = (new float[BlockExamples * schema.Width], new float[BlockExamples * outputWidth]);
        for (var done = 0; done < chunk.Examples; done += BlockExamples)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BlockExamples, chunk.Examples - done);
            ExampleLoader.ToFloats(chunk.Features.Span.Slice(done * stored, count * stored), schema.ElementType, input.AsSpan(0, count * schema.Width));
            extractor.Apply(input, count, output);
            for (var i = 0; i < count; i++)
            {
                var row = MemoryMarshal.AsBytes(output.AsSpan(i * outputWidth, outputWidth)).ToArray();
                writer.Add(split, row, chunk.Targets.Span.Slice((done + i) * targets, targets), cancellation).AsTask().GetAwaiter().GetResult();
            }
        }
    }
}
