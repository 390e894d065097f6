namespace DistributedDL.Contracts.Training;

/// <summary>Where a training run stands.</summary>
public enum RunState
{
    /// <summary>Accepted, and waiting for a lane.</summary>
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}
