namespace DistributedDL.Contracts.Clustering;

/// <summary>
/// A call that may be made again when its answer was lost: it changes nothing, sets what is set already, or carries a number by which a second one is known.
/// A caller that loses its connection to a silo may give such a call up at once instead of waiting for an answer that may never come.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;
