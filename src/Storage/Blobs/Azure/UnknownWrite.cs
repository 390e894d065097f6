namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>
/// A write of this process that was given up without an answer. As long as nobody has read the blob since, a repetition of it under the
/// same condition is told apart from another writer's.
/// </summary>
/// <param name="Ids">Of the writes, for those that replace: whoever repeats one through an outage gives up several, of which the first may have been done.</param>
/// <param name="ExpectedLength">Of an append.</param>
internal sealed record UnknownWrite(IReadOnlyList<string> Ids, BlobCondition Condition, long? ExpectedLength)
{
    private const int MostIds = 1_000;

    public static UnknownWrite OfAppend(long expectedLength) => new([], default, expectedLength);

    public static UnknownWrite OfPut(string id, BlobCondition condition, UnknownWrite? before) => before?.ExpectedLength is null && before?.Condition == condition
        ? before with { Ids = [.. before.Ids.Take(MostIds), id] }
        : new UnknownWrite([id], condition, null);
}
