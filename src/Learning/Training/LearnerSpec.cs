using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Optimizers;

namespace DistributedDL.Learning.Training;

/// <summary>What a step of learning is made of.</summary>
/// <param name="Loss">Chosen by the last activation when null.</param>
/// <param name="LearningRate">The optimizer's own when null.</param>
internal sealed record LearnerSpec(string? Loss, string Optimizer, double? LearningRate)
{
    private const double MaxClipNorm = 1e9;

    public string LossParameters { get; init; } = "{}";

    public string OptimizerParameters { get; init; } = "{}";

    public double? ClipNorm { get; init; }

    public static LearnerSpec Of(TrainingSpec spec) => new(spec.Loss, spec.Optimizer, spec.LearningRate)
    {
        LossParameters = spec.LossParameters,
        OptimizerParameters = spec.OptimizerParameters,
        ClipNorm = spec.ClipNorm,
    };

    public BoundOptimizer? BindOptimizer(List<FieldViolation> violations)
    {
        if (ClipNorm is { } norm && !(norm > 0 && norm <= MaxClipNorm))
            violations.Add(new("clip_norm", FormattableString.Invariant($"{norm} is not above 0 and at most {MaxClipNorm}")));
        return UpdateRules.Find(Optimizer, OptimizerParameters, LearningRate, violations);
    }
}
