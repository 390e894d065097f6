namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Finds the price of the reference order at which a model expects the highest revenue, price times acceptance.</summary>
/// <param name="Data">Generated courier orders, whose true acceptance is known.</param>
/// <param name="After">The version after so many rows; the last when null.</param>
public sealed record BestPriceStep(string Model, string Data, int? After) : RecipeStep(Model);
