namespace DistributedDL.Storage.Blobs.Copying;

/// <summary>Blobs that are named by the SHA-256 of their content, in whatever folder: <c>…/SHA256.safetensors</c>, which are checkpoints and snapshots.</summary>
internal static class ContentName
{
    private const int DigestLength = 64;
    private const string Extension = ".safetensors";

    /// <exception cref="StoreCopyFailedException">The blob is named by another digest than that of its content.</exception>
    public static void Check(string blob, string sha256)
    {
        if (DigestOf(blob) is { } expected && expected != sha256)
            throw new StoreCopyFailedException(blob, $"it is damaged in the source: its content has SHA-256 {sha256}, expected {expected}");
    }

    private static string? DigestOf(string blob) =>
        blob[(blob.LastIndexOf('/') + 1)..] is var file && file.Length == DigestLength + Extension.Length && file.EndsWith(Extension, StringComparison.Ordinal)
        && file[..DigestLength] is var digest && digest.All(char.IsAsciiHexDigitLower)
            ? digest
            : null;
}
