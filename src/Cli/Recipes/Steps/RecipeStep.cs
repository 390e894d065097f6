namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>One thing a recipe does, in the order of the text.</summary>
/// <param name="Model">The model that it makes or uses.</param>
public abstract record RecipeStep(string Model);
