using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Cli.Tests.Reports;

/// <summary>Results out of tables and functions, where <c>ddl run</c> has the service.</summary>
public sealed class TableResults : IRecipeResults
{
    public Dictionary<string, ExampleTable> Tables { get; } = [];

    /// <summary>From the epoch asked for and one example's features to its outputs.</summary>
    public Dictionary<string, Func<int?, float[], float[]>> Models { get; } = [];

    public Dictionary<string, IReadOnlyList<EpochReport>> Histories { get; } = [];

    public List<NextLetter> Letters { get; } = [];

    public string Written { get; set; } = "";

    public Task<ExampleTable> Examples(string data, string? split, int limit, CancellationToken cancellation)
    {
        var table = Tables[split is null || !Tables.ContainsKey($"{data}/{split}") ? data : $"{data}/{split}"];
        var count = Math.Min(limit, table.Count);
        return Task.FromResult(table with { Features = table.Features[..(count * table.Width)], Targets = [.. table.Targets.Take(count)] });
    }

    public Task<OutputTable> Predict(string model, int? afterEpoch, float[] features, CancellationToken cancellation)
    {
        var width = Tables.Values.Select(table => table.Width).First(width => features.Length % width == 0);
        if (Widths.TryGetValue(model, out var own)) width = own;
        var rows = Enumerable.Range(0, features.Length / width).Select(i => Models[model](afterEpoch, features[(i * width)..((i + 1) * width)])).ToList();
        return Task.FromResult(new OutputTable([.. rows.SelectMany(row => row)], rows[0].Length));
    }

    /// <summary>Features of one example, by model, where it is not that of the first table.</summary>
    public Dictionary<string, int> Widths { get; } = [];

    public async Task<EvaluationReport> Evaluate(string model, string data, string split, CancellationToken cancellation)
    {
        var examples = await Examples(data, split, int.MaxValue, cancellation);
        var outputs = await Predict(model, null, examples.Features, cancellation);
        var counts = new long[examples.Labels.Count * examples.Labels.Count];
        for (var i = 0; i < examples.Count; i++) counts[(int)examples.Targets[i] * examples.Labels.Count + outputs.ClassOf(i)]++;
        return new EvaluationReport(model, 1, data, 1, split, examples.Count, 0, new Dictionary<string, double>(), examples.Labels, counts);
    }

    public IReadOnlyList<EpochReport> History(string model) => Histories[model];

    public IReadOnlyList<NextLetter> NextLetters(string model) => Letters;

    public string Generated(string model) => Written;

    public Dictionary<string, IReadOnlyList<StreamReport>> Streams { get; } = [];

    public IReadOnlyList<StreamReport> Stream(string model) => Streams[model];

    public CourierOrders Orders(string data) => new(20, 10, 1);
}
