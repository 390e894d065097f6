using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Checkpoints;

/// <summary>
/// Checkpoints and snapshots: safetensors files under the SHA-256 of their bytes, verified when read.
/// </summary>
/// <param name="folder">First part of the blob names, as in <c>snapshots</c>.</param>
public sealed class TensorStore(IBlobStore store, string folder)
{
    public IBlobStore Store { get; } = store;

    public string Folder { get; } = folder;

    /// <summary>The digest that <see cref="Save"/> would give.</summary>
    public static string Digest(IReadOnlyList<NamedTensor> tensors) => throw new NotImplementedException();

    /// <returns>SHA-256 of the file in lower-case hex; saving the same tensors again writes nothing.</returns>
    public Task<string> Save(IReadOnlyList<NamedTensor> tensors, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <exception cref="Contracts.Errors.CorruptBlobException">Its bytes are not those of the digest; names the blob.</exception>
    /// <exception cref="BlobNotFoundException">There is none.</exception>
    public Task<IReadOnlyList<NamedTensor>> Load(string sha256, CancellationToken cancellation = default) => throw new NotImplementedException();

    public Task Delete(string sha256, CancellationToken cancellation = default) => throw new NotImplementedException();
}
