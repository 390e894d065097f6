namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What one journal record does to the learner.</summary>
/// <param name="Features">Row-major <c>[examples, width]</c>.</param>
/// <param name="Targets">Class index or value, one an example.</param>
internal sealed record LearnerStep(ReadOnlyMemory<float> Features, ReadOnlyMemory<float> Targets)
{
    public int Examples => Targets.Length;
}
