namespace DistributedDL.Storage.Blobs.Copying;

/// <summary>The target of a copy holds blobs that the source has otherwise or not at all; nothing was written.</summary>
/// <param name="examples">Names of some.</param>
/// <param name="count">Of all.</param>
public sealed class StoreDiffersException(IReadOnlyList<string> examples, long count)
    : Exception($"the target holds {count} {(count == 1 ? "blob that differs from the source or is" : "blobs that differ from the source or are")} not in it")
{
    public IReadOnlyList<string> Examples { get; } = examples;

    public long Count { get; } = count;
}
