namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>
/// A write of this process that was given up without an answer. As long as nobody has read the blob since, a repetition of it under the
/// same condition is told apart from another writer's.
/// </summary>
/// <param name="Id">Of the write, for one that replaces.</param>
/// <param name="ExpectedLength">Of an append.</param>
internal sealed record UnknownWrite(string? Id, BlobCondition Condition, long? ExpectedLength);
