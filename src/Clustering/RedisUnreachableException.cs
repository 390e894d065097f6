namespace DistributedDL.Clustering;

/// <summary>The Redis of the cluster does not answer; says the key, its address and why.</summary>
public sealed class RedisUnreachableException(string message, Exception inner) : Exception(message, inner);
