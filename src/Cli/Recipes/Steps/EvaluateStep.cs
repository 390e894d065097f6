namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Evaluates a model on another data set than its own; the metrics' names begin with that data set's name.</summary>
public sealed record EvaluateStep(string Model, string Data, IReadOnlyList<string> Splits) : RecipeStep(Model);
