namespace DistributedDL.Storage.Blobs.Copying;

/// <summary>What a copy of a store did.</summary>
/// <param name="Blobs">Of the source.</param>
/// <param name="Bytes">Of those blobs.</param>
/// <param name="Copied">Blobs that were written.</param>
/// <param name="Skipped">Blobs that the target held already, with the same SHA-256.</param>
/// <param name="Verified">Blobs whose SHA-256 was compared with what the target gives when it is read: all of them, where the copy is whole.</param>
/// <param name="Removed">Blobs of the target that the source does not have.</param>
public sealed record StoreCopyReport(long Blobs, long Bytes, long Copied, long Skipped, long Verified, long Removed);
