using System.CommandLine;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Recipes.Sweeps;

internal sealed class SweepCommand : DdlCommand
{
    private readonly Argument<string> _file = new("RECIPE") { Description = "The recipe, a YAML file." };
    private readonly Option<string[]> _grid = GridOption.Create();
    private readonly Option<string> _data = CliOptions.Text("--data", "DIR", "Folder of the recipe's files; the current one when left out.");
    private readonly Option<string> _by = CliOptions.Text("--by", "METRIC", "Show the best first, as by test_accuracy or validation_loss; in the order of the grid when left out.");

    public SweepCommand() : base("sweep", "Run a recipe with every combination of a grid at once, on all training lanes of the server; the results are a table.",
        "ddl sweep recipes/nonlinear-boundary.yaml --data course --grid learning_rate=0.001,0.01 --grid batch_size=16,32 --by test_accuracy")
    {
        Add(_file);
        foreach (var option in new Option[] { _grid, _data, _by }) Add(option);
    }

    protected override async Task Run(CommandCall call)
    {
        var metric = call.Get(_by);
        var axes = GridOption.Read(call.Get(_grid) ?? []);
        var path = call.Get(_file);
        InputFiles.Require(path);
        var points = SweepGrid.Of(path, await File.ReadAllTextAsync(path, call.Cancellation), axes);
        var folder = call.Get(_data) ?? ".";
        if (metric is not null) SweepMetric.Require(metric, points[0].Recipe);
        RecipeFile.RequireData(points[0].Recipe, folder);
        var began = call.Time.GetTimestamp();
        var results = await new SweepRunner(call, points, folder).Run();
        var known = results.SelectMany(result => result.Metrics.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var isKnown = metric is null || known.Contains(metric);
        var outcome = new SweepOutcome(points[0].Recipe.Name, results, isKnown ? metric : null, call.Time.GetElapsedTime(began).TotalSeconds);
        call.Show(outcome.Json, outcome.Write);
        var failed = results.Count(result => result.Failure is not null);
        if (failed > 0) throw new CommandFailedException($"{failed} of {results.Count} runs failed", [.. results.Where(result => result.Failure is not null).Select(result => $"{result.Point.Title}: {result.Failure}")]);
        // Said last: the runs were worth their table all the same.
        if (!isKnown) throw new CommandFailedException($"--by: no run has a metric '{metric}'; there are {string.Join(", ", known)}");
    }
}
