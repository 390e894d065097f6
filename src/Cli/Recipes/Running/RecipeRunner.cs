using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Reports;
using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Client.Datasets;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>
/// Runs a recipe through the service: (1) a server; (2) the data sets; (3) the steps with each seed; (4) the figures and
/// predictions, of the first seed; (5) the report.
/// </summary>
internal sealed class RecipeRunner(CommandCall call, Recipe recipe, string dataFolder, string? outFolder)
{
    /// <summary>Names on a server that stays do not meet those of an earlier run.</summary>
    private readonly string _prefix = $"{recipe.Name}-{Guid.NewGuid().ToString("n")[..6]}-";

    public async Task<RecipeOutcome> Run()
    {
        var began = call.Time.GetTimestamp();
        // (1)
        await using var server = await RecipeServer.Start(call.Cancellation);
        // (2)
        var imports = new DatasetImports(call, server, dataFolder, _prefix);
        var data = new Dictionary<string, DatasetVersion>();
        foreach (var (name, source) in recipe.Data) data[name] = await imports.Import(source);
        // (3)
        var runs = new List<(long Seed, SeedRun Run)>();
        foreach (var seed in recipe.Seeds)
        {
            var run = new SeedRun(call, server, recipe, data, new ModelTraining(call, server, recipe, seed, _prefix));
            await run.Run();
            runs.Add((seed, run));
        }
        // (4)
        var models = runs[0].Run.Models;
        var results = new ServiceResults(call, server, recipe, data, models);
        IReadOnlyList<Figure> figures = outFolder is null ? [] : await ReportWriter.Draw(recipe.Figures, results, call.Cancellation);
        if (outFolder is not null) await WritePredictions(results, data, outFolder);
        var outcome = new RecipeOutcome
        {
            Recipe = recipe,
            Parameters = models[recipe.Result].Parameters,
            Seconds = call.Time.GetElapsedTime(began).TotalSeconds,
            Metrics = MetricMedian.Of([.. runs.Select(run => run.Run.Metrics)]),
            SeedMetrics = runs.ToDictionary(run => run.Seed, run => run.Run.Metrics),
            SeedWeights = runs.ToDictionary(run => run.Seed, run => run.Run.Models[recipe.Result].WeightsSha256),
            Notes = [.. Notes(server, models[recipe.Result]), .. runs.SelectMany(run => run.Run.Notes)],
            Figures = figures,
        };
        // (5)
        if (outFolder is not null) await new ReportWriter(call.Time).Write(outcome, outFolder, call.Cancellation);
        return outcome;
    }

    private async Task WritePredictions(ServiceResults results, Dictionary<string, DatasetVersion> data, string folder)
    {
        var name = recipe.DataOf(recipe.Result).Name;
        var split = new[] { Split.Test, Split.Validation }.FirstOrDefault(held => data[name].Splits.Any(found => found.Name == held && found.Examples > 0)) ?? Split.Train;
        var examples = await results.Examples(name, split, int.MaxValue, call.Cancellation);
        await ReportWriter.WritePredictions(examples, await results.Predict(recipe.Result, null, examples.Features, call.Cancellation), folder);
    }

    private static List<string> Notes(RecipeServer server, TrainedModel result)
    {
        List<string> notes = ["In curves, training metrics are means over an epoch's steps, each before its update; those at the end, and wherever a bound looks back, are measured on the whole split afterwards."];
        if (server.Stays) notes.Add($"The model is {result.ServerName}@{result.Version(null)} on the server.");
        return notes;
    }
}
