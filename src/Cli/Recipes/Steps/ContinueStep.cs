namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Trains a model of this recipe for more epochs, with the optimizer's state, order of examples and settings of its run.</summary>
/// <param name="Epochs">More epochs, beside those already done.</param>
public sealed record ContinueStep(string Model, int Epochs, double? LearningRate, StopWhen? StopWhen, EvaluationPlan Evaluation) : RecipeStep(Model);
