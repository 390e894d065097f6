using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Makes a model in an online session: predicts each row, scores the prediction, learns the row; once, in order.</summary>
public sealed record LearnOnlineStep(string Model) : RecipeStep(Model)
{
    public required string Network { get; init; }

    /// <summary>Rows that stand in the recipe or are generated.</summary>
    public required string Data { get; init; }

    public Choice Optimizer { get; init; } = new("sgd");

    /// <summary>The optimizer's own default when null.</summary>
    public double? LearningRate { get; init; }

    public int MicroBatch { get; init; } = 1;

    /// <summary>Keep the statistics of the network's first layer, a <c>standardize</c>, over the rows so far.</summary>
    public bool Standardize { get; init; }

    public IReadOnlyList<DriftDetector> Drift { get; init; } = [];

    /// <summary>Rows after which the weights stay as a version.</summary>
    public IReadOnlyList<int> VersionsAt { get; init; } = [];

    /// <summary>Rows between two looks at the session's metrics.</summary>
    public int ReportEvery { get; init; } = 500;
}
