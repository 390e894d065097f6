using System.Security.Cryptography;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Tensors;

namespace DistributedDL.Storage.Checkpoints;

/// <summary>
/// Checkpoints and snapshots: safetensors files under the SHA-256 of their bytes, verified when read.
/// </summary>
/// <param name="folder">First part of the blob names, as in <c>snapshots</c>.</param>
public sealed class TensorStore(IBlobStore store, string folder)
{
    /// <summary>Folder of the weights of all published versions.</summary>
    public const string Snapshots = "snapshots";

    public IBlobStore Store { get; } = store;

    public string Folder { get; } = folder;

    /// <summary>The digest that <see cref="Save"/> would give.</summary>
    public static string Digest(IReadOnlyList<NamedTensor> tensors)
    {
        using var content = new SafetensorsStream(tensors);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>Name of the blob of a digest.</summary>
    /// <exception cref="ArgumentException">Not a SHA-256 in lower-case hex.</exception>
    public string BlobOf(string sha256)
    {
        if (sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"'{sha256}' is not a SHA-256 in lower-case hex (64 digits)", nameof(sha256));
        return $"{Folder}/{sha256}.safetensors";
    }

    /// <returns>SHA-256 of the file in lower-case hex; saving the same tensors again writes nothing.</returns>
    /// <exception cref="ArgumentException">A name twice or reserved, or data that are not of their shape's size; says every fault.</exception>
    public async Task<string> Save(IReadOnlyList<NamedTensor> tensors, CancellationToken cancellation = default)
    {
        var digest = Digest(tensors);
        var blob = BlobOf(digest);
        using var content = new SafetensorsStream(tensors);
        // One of another length was truncated since: writing it again heals it.
        if (await Store.GetProperties(blob, cancellation) is { } found && found.LengthBytes == content.Length) return digest;
        await Store.Put(blob, content, cancellation: cancellation);
        return digest;
    }

    /// <exception cref="CorruptBlobException">Its bytes are not those of the digest; names the blob.</exception>
    /// <exception cref="BlobNotFoundException">There is none.</exception>
    public async Task<IReadOnlyList<NamedTensor>> Load(string sha256, CancellationToken cancellation = default)
    {
        var blob = BlobOf(sha256);
        var file = await Store.ReadVerified(blob, sha256, cancellation);
        try
        {
            return Safetensors.Read(file).Tensors;
        }
        catch (InvalidDataException e)
        {
            throw new CorruptBlobException(blob, e.Message);
        }
    }

    public async Task Delete(string sha256, CancellationToken cancellation = default) =>
        await Store.Delete(BlobOf(sha256), cancellation: cancellation);
}
