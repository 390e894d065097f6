using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Running;
using DistributedDL.Cli.Reports;

namespace DistributedDL.Cli.Recipes;

internal sealed class RunCommand : DdlCommand
{
    private static readonly string[] JsonKeys = ["recipe", "parameters", "seconds", "metrics"];
    private readonly Argument<string> _file = new("RECIPE") { Description = "The recipe, a YAML file." };
    private readonly Option<string> _data = CliOptions.Text("--data", "DIR", "Folder of the recipe's files; the current one when left out.");
    private readonly Option<string> _output = CliOptions.Text("--out", "DIR", "Folder for report.html, metrics.json and predictions.csv.");
    private readonly Option<long?> _seed = CliOptions.Long("--seed", "N", "One seed instead of the recipe's.", 0);
    private readonly Option<string> _seeds = CliOptions.Text("--seeds", "0,1,2", "Seeds instead of the recipe's; the metrics are medians.");

    public RunCommand() : base("run", "Run a recipe, from its data to a report; a bound that is missed is a failure.",
        "ddl run recipes/nonlinear-boundary.yaml --data course --out report",
        "ddl run recipes/fashion-mnist.yaml --data /usr/share/datasets/fashion-mnist --seed 0 --json")
    {
        Add(_file);
        foreach (var option in new Option[] { _data, _output, _seed, _seeds }) Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_seed) is not null && result.GetResult(_seeds) is not null) result.AddError("--seed and --seeds exclude each other");
        });
    }

    protected override async Task Run(CommandCall call)
    {
        IReadOnlyList<long>? given = call.Get(_seeds) is { } list ? Seeds(list) : call.Get(_seed) is { } one ? [one] : null;
        var recipe = RecipeFile.Read(call.Get(_file));
        if (given is not null) recipe = recipe with { Seeds = given };
        var folder = call.Get(_data) ?? ".";
        RecipeFile.RequireData(recipe, folder);
        if (call.Get(_output) is { } report) Directory.CreateDirectory(report);
        var outcome = await new RecipeRunner(call, recipe, folder, call.Get(_output)).Run();
        call.Show(() => Json(outcome), text => OutcomeText.Write(text, outcome, call.Get(_output)));
        var missed = outcome.Thresholds.Where(threshold => !threshold.Passed).ToList();
        if (missed.Count > 0)
            throw new CommandFailedException($"{missed.Count} of {outcome.Thresholds.Count} bounds missed", [.. missed.Select(threshold => $"{threshold.Key}: {OutcomeText.Of(threshold)}")]);
    }

    internal static IReadOnlyList<long> Seeds(string list)
    {
        var seeds = new List<long>();
        foreach (var text in list.Split(','))
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                throw CommandFailedException.Usage($"--seeds: '{text}' is not a whole number of at least 0");
            if (seeds.Contains(value)) throw CommandFailedException.Usage($"--seeds: {value} stands twice");
            seeds.Add(value);
        }
        return seeds;
    }

    private static JsonObject Json(RecipeOutcome outcome)
    {
        var all = MetricsJson.Write(outcome);
        return new JsonObject(JsonKeys.Select(key => KeyValuePair.Create(key, all[key]?.DeepClone())));
    }
}
