namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Lets a model write on by itself, each prediction becoming part of the next window.</summary>
/// <param name="Start">The text that it begins with.</param>
/// <param name="Tokens">How many it writes: 1 to 100,000.</param>
/// <param name="Temperature">0 takes the most probable token; above, tokens are drawn with probabilities sharpened by 1/temperature.</param>
/// <param name="Seed">Of the draws.</param>
public sealed record GenerateStep(string Model, string Start, int Tokens, double Temperature, long Seed) : RecipeStep(Model);
