namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>
/// Slides the model's window over a text and predicts the letter after each; the share that is right is the metric
/// <c>text_accuracy</c>. The letter after the last window is predicted too, and not counted.
/// </summary>
public sealed record NextLettersStep(string Model, string Text) : RecipeStep(Model);
