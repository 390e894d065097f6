namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>A tensor written in a recipe.</summary>
/// <param name="Shape">As PyTorch keeps it: <c>[units, inputs]</c> for the weight of a dense layer.</param>
/// <param name="Values">Row-major.</param>
public sealed record HandSetTensor(IReadOnlyList<int> Shape, IReadOnlyList<float> Values);
