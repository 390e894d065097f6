namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What a batch's labels or values come to.</summary>
/// <param name="Values">Class index or value, one an example.</param>
/// <param name="NewLabels">Labels that the session did not know, in the order of their indices, which follow those it knows.</param>
internal readonly record struct LearnTargets(float[] Values, IReadOnlyList<string> NewLabels);
