namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Evaluates a model on another data set than its own; the metrics' keys end in <c>_on_DATA</c>.</summary>
public sealed record EvaluateStep(string Model, string Data, IReadOnlyList<string> Splits) : RecipeStep(Model);
