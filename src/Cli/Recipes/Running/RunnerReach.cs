using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>What a recipe may say and the runner does not do: refused before anything is begun, rather than left out.</summary>
internal static class RunnerReach
{
    private const string NotYet = "ddl run does not do this";

    /// <returns>One violation a key.</returns>
    public static IReadOnlyList<FieldViolation> Faults(Recipe recipe) =>
    [
        .. recipe.Data.Values.SelectMany(data => Keys(data).Select(key => Fault($"data.{data.Name}.{key}"))),
        .. recipe.Steps.SelectMany((step, i) => Keys(step).Select(key => Fault($"steps[{i}].{key}"))),
        .. recipe.Steps.OfType<TrainStep>().GroupBy(step => step.Model).SelectMany(steps => Epochs(recipe, steps.Key)),
    ];

    private static FieldViolation Fault(string field) => new(field, NotYet);

    private static IEnumerable<string> Keys(RecipeData data) => Keys(
        ("window.target", data.Window?.Target == WindowTarget.EachNext));

    private static IEnumerable<string> Keys(RecipeStep step) => step switch
    {
        TrainStep train => Keys(train),
        ContinueStep more => Keys(("learning_rate", more.LearningRate is not null), ("stop_when", more.StopWhen is not null), ("evaluate", Held(more.Evaluation) > 1)),
        EvaluateStep => [],
        SetWeightsStep => ["set_weights"],
        NextLettersStep => ["next_letters"],
        _ => ["generate"],
    };

    private static IEnumerable<string> Keys(TrainStep train) => Keys(
        ("from", train.From is not null),
        ("optimizer", HasSettings(train.Optimizer)),
        ("loss", HasSettings(train.Loss)),
        ("schedule", train.Schedule is not null),
        ("clip_norm", train.ClipNorm is not null),
        ("augment", train.Augment is not null),
        ("early_stopping", train.EarlyStopping is not null),
        ("stop_when", train.StopWhen is not null),
        ("restart_when", train.RestartWhen is not null),
        ("evaluate", Held(train.Evaluation) > 1));

    private static IEnumerable<string> Keys(params (string Key, bool Given)[] keys) => keys.Where(key => key.Given).Select(key => key.Key);

    private static bool HasSettings(Choice? choice) => choice is not null && choice.Settings != "{}";

    // A run measures one split beside the training split.
    private static int Held(EvaluationPlan plan) => plan.Splits.Count(split => split != Split.Train);

    private static IEnumerable<FieldViolation> Epochs(Recipe recipe, string model)
    {
        var last = recipe.Steps.Where(step => step.Model == model).Sum(step => step is TrainStep train ? train.Epochs : step is ContinueStep more ? more.Epochs : 0);
        var late = recipe.MustReach.Where(bound => (bound.Model ?? recipe.Result) == model && bound.After > last);
        return late.Select(bound => new FieldViolation("must_reach.after", $"{bound.After} is after the last of the {last} epochs of {model}"));
    }
}
