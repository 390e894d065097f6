using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Reports.Figures;

namespace DistributedDL.Cli.Reports;

/// <summary>What a recipe's run came to: all that its report, <c>metrics.json</c> and <c>ddl run --json</c> show.</summary>
public sealed record RecipeOutcome
{
    public required Recipe Recipe { get; init; }

    /// <summary>Parameters of the network of the recipe's result.</summary>
    public required long Parameters { get; init; }

    /// <summary>From the first import to the last figure.</summary>
    public required double Seconds { get; init; }

    /// <summary>By the keys of <see cref="Recipes.MustReach.MetricKey"/>; medians over the seeds.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The same of each seed.</summary>
    public IReadOnlyDictionary<long, IReadOnlyDictionary<string, double>> SeedMetrics { get; init; } = new Dictionary<long, IReadOnlyDictionary<string, double>>();

    /// <summary>SHA-256 of the result's weights by seed, in hex.</summary>
    public IReadOnlyDictionary<long, string> SeedWeights { get; init; } = new Dictionary<long, string>();

    /// <summary>What a reader must know besides, as that a dead run was started again.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public IReadOnlyList<ThresholdReport> Thresholds =>
        [.. Recipe.MustReach.Select(bound => ThresholdReport.Of(bound, Recipe.Result, Metrics))];

    /// <summary>Whether every bound is reached; a metric that is absent reaches none.</summary>
    public bool Passed => Thresholds.All(threshold => threshold.Passed);
}
