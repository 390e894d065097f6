namespace DistributedDL.Clustering;

/// <summary>How the processes of a cluster find each other.</summary>
public enum ClusterMode
{
    /// <summary>One process on loopback, which is the whole cluster.</summary>
    Embedded,

    /// <summary>Many processes, whose table of members is in Redis.</summary>
    Redis,
}
