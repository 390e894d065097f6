using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>What a recipe may say and the runner does not do: refused before anything is begun, rather than left out.</summary>
internal static class RunnerReach
{
    /// <returns>One violation a key.</returns>
    public static IReadOnlyList<FieldViolation> Faults(Recipe recipe) =>
    [
        .. Continued(recipe),
        .. TextReach.Faults(recipe),
        .. OnlineReach.Faults(recipe),
        .. recipe.Steps.OfType<LearnOnlineStep>().SelectMany(step => Epochs(recipe, step.Model)),
        .. recipe.Steps.OfType<TrainStep>().GroupBy(step => step.Model).SelectMany(steps => Epochs(recipe, steps.Key)),
    ];

    // What a service's run cannot go on with, or ends differently than it was begun.
    private static IEnumerable<FieldViolation> Continued(Recipe recipe)
    {
        foreach (var (step, i) in recipe.Steps.Select((step, i) => (step, i)).Where(pair => pair.step is ContinueStep))
        {
            if (((ContinueStep)step).LearningRate is not null)
                yield return new($"steps[{i}].learning_rate", "ddl run does not do this: a run goes on at its own rate; 'train' with 'from' takes another");
            var maker = recipe.Steps.First(made => made.Model == step.Model);
            if (maker is SetWeightsStep)
                yield return new($"steps[{i}].continue", $"nothing has trained {step.Model}; 'train' with 'from: {step.Model}' goes on from its weights");
            if (maker is TrainStep { Schedule.Kind: "cosine" })
                yield return new($"steps[{i}].continue", $"the cosine schedule of {step.Model} spans its epochs: ask for all of them in 'train'");
        }
    }

    private static IEnumerable<FieldViolation> Epochs(Recipe recipe, string model)
    {
        var last = recipe.Steps.Where(step => step.Model == model).Sum(step => step switch
        {
            TrainStep train => train.Epochs,
            ContinueStep more => more.Epochs,
            LearnOnlineStep online => recipe.Data[online.Data].Rows.Count,
            _ => 0,
        });
        var late = recipe.MustReach.Where(bound => (bound.Model ?? recipe.Result) == model && bound.After > last);
        return late.Select(bound => new FieldViolation("must_reach.after", $"{bound.After} is after the last of the {last} {(recipe.Steps.OfType<LearnOnlineStep>().Any(step => step.Model == model) ? "rows" : "epochs")} of {model}"));
    }
}
