namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Examples under an operation id instead of sequence numbers.</summary>
/// <param name="Features">Row-major <c>[examples, width]</c>.</param>
internal sealed record ManyExamples(string Id, float[] Features, float[] Targets) : SessionOperation;
