namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>What a session does with a label that it sees for the first time.</summary>
public enum UnknownLabels
{
    /// <summary>The examples are refused.</summary>
    Refuse,

    /// <summary>The last layer grows by an output; everything learned so far, and the optimizer's state, stay.</summary>
    Grow,
}
