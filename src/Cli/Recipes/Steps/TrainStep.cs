using DistributedDL.Cli.Recipes.Yaml;

namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Trains a new model, from seeded initial weights or from a model above it.</summary>
public sealed record TrainStep(string Model) : RecipeStep(Model)
{
    public const int MaxEpochs = 1_000_000;
    public const int MaxBatchSize = 1_000_000;

    /// <summary>Which of the recipe's networks; null when <see cref="From"/> gives the network.</summary>
    public string? Network { get; init; }

    /// <summary>The model whose weights it starts from.</summary>
    public string? From { get; init; }

    public required string Data { get; init; }

    public required int Epochs { get; init; }

    /// <summary>Examples of one step; the whole training split when null.</summary>
    public int? BatchSize { get; init; } = 32;

    public Choice Optimizer { get; init; } = new("adam");

    /// <summary>The optimizer's own default when null.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Chosen by the service from the last activation when null.</summary>
    public Choice? Loss { get; init; }

    public Choice? Schedule { get; init; }

    /// <summary>Bound of the gradient's norm.</summary>
    public double? ClipNorm { get; init; }

    public bool Shuffle { get; init; } = true;

    /// <summary>Random changes of the training images, a JSON object; judged by the service.</summary>
    public string? Augment { get; init; }

    public EarlyStopping? EarlyStopping { get; init; }

    public StopWhen? StopWhen { get; init; }

    public RestartWhen? RestartWhen { get; init; }

    public EvaluationPlan Evaluation { get; init; } = EvaluationPlan.AtTheEnd;

    public TransferPlan? Transfer { get; init; }
}
