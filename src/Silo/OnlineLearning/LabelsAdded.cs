namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Labels that a session sees for the first time, in the order of their outputs; journalled before the examples that bring them.</summary>
internal sealed record LabelsAdded(string[] Labels) : SessionOperation;
