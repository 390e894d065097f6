using DistributedDL.Contracts.Errors;

namespace DistributedDL.Learning.Optimizers;

/// <summary>Every optimizer, found by its name.</summary>
internal static class UpdateRules
{
    private static readonly IUpdateRule[] All = [new SgdRule(), new AdamRule()];

    public static string Known { get; } = string.Join(", ", All.Select(rule => rule.Name));

    /// <returns>Null, and a violation, for an unknown name.</returns>
    public static IUpdateRule? Find(string name, double? learningRate, List<FieldViolation> violations)
    {
        var rule = Array.Find(All, rule => rule.Name == name);
        if (rule is null) violations.Add(new("optimizer", $"'{name}' is unknown; known are {Known}"));
        if (learningRate is { } rate && !(rate > 0 && rate <= MaxLearningRate))
            violations.Add(new("learning_rate", FormattableString.Invariant($"{rate} is not above 0 and at most {MaxLearningRate}")));
        return rule;
    }

    private const double MaxLearningRate = 1e6;
}
