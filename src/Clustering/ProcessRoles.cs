namespace DistributedDL.Clustering;

/// <summary>What a process does in the cluster; one may do several.</summary>
[Flags]
public enum ProcessRoles
{
    None = 0,

    /// <summary>The door: gRPC, stateless. A process of this role alone is a client of the cluster and no silo.</summary>
    Gateway = 1,

    /// <summary>A silo that serves: predictors and online sessions, with their lanes.</summary>
    Serving = 2,

    /// <summary>A silo that trains: training runs, their ranks and the queue before them, with their lanes.</summary>
    Training = 4,

    All = Gateway | Serving | Training,
}
