using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Tensors;

namespace DistributedDL.Storage.Datasets;

/// <summary>Reads one dataset version.</summary>
public sealed class DatasetReader
{
    private readonly IBlobStore _store;
    private readonly string _folder;
    private readonly DatasetManifest _manifest;

    internal DatasetReader(IBlobStore store, string folder, DatasetManifest manifest) => (_store, _folder, _manifest) = (store, folder, manifest);

    public FeatureSchema Features => _manifest.Features;

    public TargetSchema Target => _manifest.Target;

    /// <summary>0 when the version has no such split.</summary>
    public long Count(string split) => Find(split)?.Examples ?? 0;

    /// <summary>The chunks of a split in order, each verified; from the chunk that holds example <paramref name="offset"/> on.</summary>
    /// <exception cref="CorruptBlobException">A chunk is missing, was truncated or edited; names the blob.</exception>
    public async IAsyncEnumerable<DatasetChunk> Read(string split, long offset = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        long begin = 0;
        foreach (var chunk in Find(split)?.Chunks ?? [])
        {
            if (begin + chunk.Examples > offset) yield return await Read(chunk, begin, cancellation);
            begin += chunk.Examples;
        }
    }

    private DatasetManifest.SplitEntry? Find(string split) => _manifest.Splits.FirstOrDefault(s => s.Name == split);

    private async Task<DatasetChunk> Read(DatasetManifest.ChunkEntry chunk, long begin, CancellationToken cancellation)
    {
        var blob = $"{_folder}/{chunk.File}";
        try
        {
            var tensors = Safetensors.Read(await _store.ReadVerified(blob, chunk.Sha256, cancellation)).Tensors;
            var features = Require(blob, tensors, "features", Features.ElementType, [chunk.Examples, .. Features.Shape.Select(s => (long)s)]);
            var targets = Require(blob, tensors, "targets", ElementType.F32, [chunk.Examples, .. Target.Shape.Select(s => (long)s)]);
            return new DatasetChunk(begin, chunk.Examples, features, MemoryMarshal.Cast<byte, float>(targets.Span).ToArray());
        }
        catch (BlobNotFoundException)
        {
            throw new CorruptBlobException(blob, "it is missing");
        }
        catch (InvalidDataException e)
        {
            throw new CorruptBlobException(blob, e.Message);
        }
    }

    private static ReadOnlyMemory<byte> Require(string blob, IReadOnlyList<NamedTensor> tensors, string name, ElementType type, long[] shape)
    {
        var found = tensors.FirstOrDefault(t => t.Name == name);
        return found is not null && found.ElementType == type && found.Shape.SequenceEqual(shape)
            ? found.Data
            : throw new CorruptBlobException(blob, $"it has no tensor '{name}' {type} [{string.Join(", ", shape)}]");
    }
}
