namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>What a detector says after an example.</summary>
internal enum DriftLevel
{
    None,
    Warning,
    Drift,
}
