using System.Globalization;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>What is known of a segment.</summary>
/// <param name="BaseSequence">Last sequence number before it.</param>
/// <param name="LastSequence">Last sequence number in or before it.</param>
/// <param name="LastOperation">Number of the last operation in or before it; 0 when none is left.</param>
/// <param name="ValidBytes">Up to the end of its last whole frame.</param>
/// <param name="IsTorn">Whether a part of a frame follows.</param>
internal sealed record JournalSegment(
    long Number, BlobProperties Blob, long BaseSequence, long LastSequence, long LastOperation, long FencingNumber, long ValidBytes, int Frames, bool IsSealed, bool IsTorn)
{
    private const string Suffix = ".journal";

    public static string NameOf(string folder, long number) => string.Create(CultureInfo.InvariantCulture, $"{folder}/{number:D10}{Suffix}");

    /// <returns>Null when the blob is no segment.</returns>
    public static long? NumberOf(string folder, string blob) =>
        blob.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(blob.AsSpan(folder.Length + 1, blob.Length - folder.Length - 1 - Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && NameOf(folder, number) == blob ? number : null;
}
