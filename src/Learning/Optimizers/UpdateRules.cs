using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Optimizers;

/// <summary>Every optimizer, found by its name.</summary>
internal static class UpdateRules
{
    public const double MaxLearningRate = 1e6;

    private static readonly IUpdateRuleKind[] All = [new SgdKind(), new AdamKind(), new AdamWKind(), new RmsPropKind(), new AdagradKind()];

    public static string Known { get; } = string.Join(", ", All.Select(kind => kind.Name));

    /// <param name="parameters">A JSON object.</param>
    /// <param name="learningRate">The optimizer's own when null.</param>
    /// <returns>Null, and violations, for an unknown name or wrong parameters.</returns>
    public static BoundOptimizer? Find(string name, string parameters, double? learningRate, List<FieldViolation> violations)
    {
        var kind = Array.Find(All, kind => kind.Name == name);
        if (kind is null) violations.Add(new("optimizer", $"'{name}' is unknown; known are {Known}"));
        CheckRate("learning_rate", learningRate, violations);
        if (kind is null) return null;
        var rule = SpecBinder.Read("optimizer_parameters", $"optimizer {name}", parameters, violations, kind.Bind);
        return rule is null ? null : new BoundOptimizer(rule, learningRate ?? kind.DefaultLearningRate);
    }

    public static void CheckRate(string field, double? learningRate, List<FieldViolation> violations)
    {
        if (learningRate is { } rate && !(rate > 0 && rate <= MaxLearningRate))
            violations.Add(new(field, FormattableString.Invariant($"{rate} is not above 0 and at most {MaxLearningRate}")));
    }
}
