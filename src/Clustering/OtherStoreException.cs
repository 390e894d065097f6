namespace DistributedDL.Clustering;

/// <summary>The process has another store than the cluster: what it acknowledges would be where no other process looks.</summary>
public sealed class OtherStoreException(string message) : Exception(message);
