namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What one journal record does to the learner.</summary>
/// <param name="Features">Row-major <c>[examples, width]</c>.</param>
/// <param name="Targets">Class index or value, one an example.</param>
internal sealed record LearnerStep(ReadOnlyMemory<float> Features, ReadOnlyMemory<float> Targets)
{
    public static LearnerStep Nothing { get; } = new(default, default);

    public int Examples => Targets.Length;

    /// <summary>So many classes are told apart from now on; 0 for no change.</summary>
    public int Classes { get; init; }

    /// <summary>Of late labels: the outputs of then, row-major <c>[examples, output width]</c>, to be scored instead of those of now.</summary>
    public ReadOnlyMemory<float>? Outputs { get; init; }
}
