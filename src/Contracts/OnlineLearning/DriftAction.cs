namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>What a session does when a detector says drift.</summary>
public enum DriftAction
{
    /// <summary>Say so, in the session's report and metrics.</summary>
    Report,

    /// <summary>Multiply the learning rate for some examples.</summary>
    RaiseLearningRate,

    /// <summary>Start the last layer with parameters from its initial weights again, and its optimizer state from zero.</summary>
    ResetHead,

    /// <summary>Go back to the weights of a version.</summary>
    RollBack,
}
