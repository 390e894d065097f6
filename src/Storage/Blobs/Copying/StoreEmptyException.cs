namespace DistributedDL.Storage.Blobs.Copying;

/// <summary>The source of a copy holds no blob: no installation, and most likely not the store that was meant. Neither store was changed.</summary>
public sealed class StoreEmptyException() : Exception("the source holds no blobs: nothing to copy");
