namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Makes a model from weights written by hand.</summary>
/// <param name="Network">Which of the recipe's networks.</param>
/// <param name="Data">Data set that the model is evaluated on.</param>
/// <param name="Weights">By name as in a PyTorch <c>state_dict</c>, as in <c>gate.weight</c>.</param>
public sealed record SetWeightsStep(string Model, string Network, string Data, IReadOnlyDictionary<string, HandSetTensor> Weights) : RecipeStep(Model);
