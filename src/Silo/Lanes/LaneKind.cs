namespace DistributedDL.Silo.Lanes;

/// <summary>What a lane computes. Kinds never share a thread, so a prediction does not wait behind learning or training.</summary>
public enum LaneKind
{
    /// <summary>Training runs, one a lane from begin to end.</summary>
    Training,
    /// <summary>Online sessions.</summary>
    Learning,
    /// <summary>Predictions that a caller waits for.</summary>
    Serving,
    /// <summary>Evaluations and predictions of stored examples.</summary>
    Evaluation,
}
