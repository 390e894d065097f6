namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>Where an online session stands.</summary>
public enum SessionState
{
    Open,
    Closed,

    /// <summary>Its journal or checkpoint is damaged; it takes no more examples.</summary>
    Damaged,
}
