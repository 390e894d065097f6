using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.MustReach;
using DistributedDL.Cli.Recipes.Networks;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Reports.Figures;

namespace DistributedDL.Cli.Recipes;

/// <summary>A task from data to report: what <c>ddl run</c> does.</summary>
public sealed record Recipe
{
    public required string Name { get; init; }

    /// <summary>What it is for, in a sentence or two; shown at the head of the report.</summary>
    public string About { get; init; } = "";

    /// <summary>The steps run once for each; the metrics are the medians.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [0];

    public IReadOnlyDictionary<string, RecipeData> Data { get; init; } = new Dictionary<string, RecipeData>();

    public IReadOnlyDictionary<string, RecipeNetwork> Networks { get; init; } = new Dictionary<string, RecipeNetwork>();

    public IReadOnlyList<RecipeStep> Steps { get; init; } = [];

    /// <summary>The model whose metrics carry no model's name, and whose parameters are counted.</summary>
    public required string Result { get; init; }

    public IReadOnlyList<Threshold> MustReach { get; init; } = [];

    public IReadOnlyList<FigureSpec> Figures { get; init; } = [];

    /// <summary>The data set that a model was made with.</summary>
    public RecipeData DataOf(string model) => Steps.First(step => step.Model == model) switch
    {
        TrainStep train => Data[train.Data],
        SetWeightsStep set => Data[set.Data],
        LearnOnlineStep online => Data[online.Data],
        var other => throw new InvalidOperationException($"A {other.GetType().Name} makes no model."),
    };
}
