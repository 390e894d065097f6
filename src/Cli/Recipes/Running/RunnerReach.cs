using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.Steps;
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
        .. Continued(recipe),
        .. Letters(recipe),
        .. recipe.Steps.OfType<TrainStep>().GroupBy(step => step.Model).SelectMany(steps => Epochs(recipe, steps.Key)),
    ];

    private static FieldViolation Fault(string field) => new(field, NotYet);

    private static IEnumerable<string> Keys(RecipeData data) => Keys(
        ("normalise", data.Normalise != Normalisation.None),
        ("window.target", data.Window?.Target == WindowTarget.EachNext));

    private static IEnumerable<string> Keys(RecipeStep step) => step switch
    {
        ContinueStep more => Keys(("learning_rate", more.LearningRate is not null)),
        GenerateStep => ["generate"],
        _ => [],
    };

    private static IEnumerable<string> Keys(params (string Key, bool Given)[] keys) => keys.Where(key => key.Given).Select(key => key.Key);

    // What a service's run cannot go on with, or ends differently than it was begun.
    private static IEnumerable<FieldViolation> Continued(Recipe recipe)
    {
        foreach (var (step, i) in recipe.Steps.Select((step, i) => (step, i)).Where(pair => pair.step is ContinueStep))
        {
            var maker = recipe.Steps.First(made => made.Model == step.Model);
            if (maker is SetWeightsStep)
                yield return new($"steps[{i}].continue", $"nothing has trained {step.Model}; 'train' with 'from: {step.Model}' goes on from its weights");
            if (maker is TrainStep { Schedule.Kind: "cosine" })
                yield return new($"steps[{i}].continue", $"the cosine schedule of {step.Model} spans its epochs: ask for all of them in 'train'");
        }
    }

    private static IEnumerable<FieldViolation> Letters(Recipe recipe) =>
        from pair in recipe.Steps.Select((step, i) => (step, i))
        where pair.step is NextLettersStep && recipe.DataOf(pair.step.Model) is not { Format: SourceFormat.Text, Vocabulary: Vocabulary.Characters, Window.Target: WindowTarget.Next }
        select new FieldViolation($"steps[{pair.i}].next_letters", $"{pair.step.Model} does not predict the character after a window: its data need 'text', a vocabulary of characters, and windows with the target 'next'");

    private static IEnumerable<FieldViolation> Epochs(Recipe recipe, string model)
    {
        var last = recipe.Steps.Where(step => step.Model == model).Sum(step => step is TrainStep train ? train.Epochs : step is ContinueStep more ? more.Epochs : 0);
        var late = recipe.MustReach.Where(bound => (bound.Model ?? recipe.Result) == model && bound.After > last);
        return late.Select(bound => new FieldViolation("must_reach.after", $"{bound.After} is after the last of the {last} epochs of {model}"));
    }
}
