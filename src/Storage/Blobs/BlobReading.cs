using System.Security.Cryptography;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Storage.Blobs;

/// <summary>Reading of whole blobs on any store.</summary>
public static class BlobReading
{
    /// <exception cref="BlobNotFoundException">There is no such blob.</exception>
    public static async Task<byte[]> ReadAll(this IBlobStore store, string name, CancellationToken cancellation = default)
    {
        await using var stream = await store.OpenRead(name, cancellation);
        if (stream.Length > Array.MaxLength) throw new CorruptBlobException(name, $"{stream.Length} bytes are more than any blob of its kind has");
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    /// <param name="sha256">Expected digest in lower-case hex.</param>
    /// <exception cref="BlobNotFoundException">There is no such blob.</exception>
    /// <exception cref="CorruptBlobException">It has another digest.</exception>
    public static async Task<byte[]> ReadVerified(this IBlobStore store, string name, string sha256, CancellationToken cancellation = default)
    {
        var bytes = await store.ReadAll(name, cancellation);
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return found == sha256 ? bytes : throw new CorruptBlobException(name, $"its {bytes.Length} bytes have SHA-256 {found}, expected {sha256}");
    }
}
