using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.MustReach;
using DistributedDL.Cli.Reports;
using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Cli.Tests.Reports;

/// <summary>Small tables, and names that would break out of markup that did not escape them.</summary>
internal static class Samples
{
    public const string Hostile = "<script>alert('x')</script>\"&\u0001";

    public static ExampleTable Corners { get; } = new([2], [0, 0, 0, 1, 1, 0, 1, 1], [1, 0, 0, 1], ["off", Hostile], ["a", Hostile], "out");

    public static ExampleTable Line { get; } = new([1], [-1, 0, 1, 2], [2, 1, 2, 5], [], ["x"], "y");

    public static ExampleTable Pictures { get; } = new([2, 2], [0, 255, 255, 0, 10, 20, 30, 40], [0, 1], ["cat", Hostile], [], "");

    public static TableResults Results()
    {
        var results = new TableResults { Written = Hostile };
        results.Tables["corners"] = Corners;
        results.Tables["line"] = Line;
        results.Tables["pictures"] = Pictures;
        results.Models["xnor"] = (_, x) => [x[0] > 0.5 == x[1] > 0.5 ? 0.9f : 0.1f];
        results.Models["square"] = (epoch, x) => [x[0] * x[0] * (epoch ?? 10) / 10 + 1];
        results.Models["namer"] = (_, x) => [0.75f, 0.25f];
        (results.Widths["xnor"], results.Widths["square"], results.Widths["namer"]) = (2, 1, 4);
        results.Histories["xnor"] = [Epoch(1, 0.5, 0.75), Epoch(2, 0.25, double.NaN), Epoch(3, 0.125, 1)];
        results.Models["priced"] = (_, x) => [x[4] < 6 ? 0.8f : 0.2f];
        results.Widths["priced"] = 5;
        results.Streams["xnor"] = [new StreamReport(100, new Dictionary<string, double> { ["accuracy_window"] = 0.5 }, null), new StreamReport(200, new Dictionary<string, double> { ["accuracy_window"] = double.NaN }, 150)];
        results.Letters.AddRange([new("<ab", "c", "c"), new("bc ", "x", " "), new("c d", "e", null)]);
        return results;
    }

    public static FigureSpec[] Figures { get; } =
    [
        new ScatterFigure("corners", null),
        new BoundaryFigure("xnor", "corners", null, null, 20),
        new CurvesFigure(["xnor"], "accuracy"),
        new ConfusionFigure("namer", "pictures", "test"),
        new ImagesFigure("namer", "pictures", "test", 24),
        new SeriesFigure("square", "line", "test"),
        new FitFigure(["square"], "line", null),
        new BendingFigure("square", "line", [0, 5, 10]),
        new TruthTableFigure("xnor", "corners"),
        new NextLettersFigure("xnor"),
        new GeneratedFigure("xnor"),
        new PrequentialFigure("xnor"),
        new AcceptanceFigure("priced", "orders", [10, 20], Revenue: false),
    ];

    public static async Task<RecipeOutcome> Outcome() => new()
    {
        Recipe = new Recipe
        {
            Name = "small", About = Hostile, Result = "rings", Seeds = [0, 1],
            MustReach =
            [
                new Threshold("train_accuracy", null, null, null, 0.9, null),
                new Threshold("test_mse", "other", null, 20, null, 0.25),
                new Threshold("test_accuracy", null, null, null, 0.5, null),
            ],
        },
        Parameters = 386_718,
        Seconds = 131.25,
        Metrics = new Dictionary<string, double> { ["train_accuracy"] = 0.95, ["other.test_mse_after_20"] = 0.5, ["broken"] = double.NaN },
        SeedMetrics = new Dictionary<long, IReadOnlyDictionary<string, double>>
        {
            [1] = new Dictionary<string, double> { ["train_accuracy"] = 0.94 },
            [0] = new Dictionary<string, double> { ["train_accuracy"] = 0.96 },
        },
        Notes = [$"a note {Hostile}"],
        Figures = await ReportWriter.Draw(Figures, Results(), CancellationToken.None),
    };

    private static EpochReport Epoch(int epoch, double loss, double accuracy) =>
        new(epoch, loss, new Dictionary<string, double> { ["train_accuracy"] = accuracy, ["test_accuracy"] = 0.5 }, 4, 0.1);
}
