using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary>The results of a sweep, the best first.</summary>
internal sealed class SweepOutcome
{
    private readonly string _recipe;
    private readonly string? _by;
    private readonly double _seconds;
    private readonly IReadOnlyList<SweepResult> _results;

    /// <param name="by">The metric that decides the order; the order of the grid when null.</param>
    public SweepOutcome(string recipe, IReadOnlyList<SweepResult> results, string? by, double seconds)
    {
        (_recipe, _by, _seconds) = (recipe, by, seconds);
        _results = by is null ? results : [.. results.OrderBy(result => Rank(result, by))];
    }

    public JsonObject Json() => new()
    {
        ["recipe"] = _recipe,
        ["by"] = _by,
        ["seconds"] = JsonText.Of(_seconds),
        ["runs"] = new JsonArray([.. _results.Select(Json)]),
    };

    public void Write(TextWriter output)
    {
        var metrics = _results.SelectMany(result => result.Metrics.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var keys = _results[0].Point.Values.Select(pair => pair.Key);
        var table = new Columns([.. keys, .. metrics, "seconds", "model"]);
        foreach (var result in _results)
        {
            table.Add([
                .. result.Point.Values.Select(pair => pair.Value),
                .. metrics.Select(metric => result.Metrics.TryGetValue(metric, out var value) ? Figures.Number(value) : "–"),
                Figures.Seconds(result.Seconds),
                result.Failure is null ? $"{result.Model}@{result.Version}" : "failed",
            ]);
        }
        table.Write(output);
        output.WriteLine($"{Figures.Count(_results.Count)} runs in {Figures.Seconds(_seconds)}{(_by is null ? "" : $", the best {_by} first")}");
    }

    /// <summary>A loss or an error is better when it is lower; a run without the metric comes last.</summary>
    private static double Rank(SweepResult result, string by)
    {
        if (!result.Metrics.TryGetValue(by, out var value) || double.IsNaN(value)) return double.PositiveInfinity;
        return by.EndsWith("loss", StringComparison.Ordinal) || by.EndsWith("mse", StringComparison.Ordinal) || by.EndsWith("mae", StringComparison.Ordinal) ? value : -value;
    }

    private static JsonNode Json(SweepResult result)
    {
        var grid = new JsonObject();
        foreach (var (key, value) in result.Point.Values) grid[key] = value;
        return new JsonObject
        {
            ["grid"] = grid,
            ["metrics"] = new JsonObject(result.Metrics.Select(metric => KeyValuePair.Create(metric.Key, JsonText.Of(metric.Value)))),
            ["model"] = result.Model,
            ["model_version"] = result.Version,
            ["run"] = result.Run,
            ["seconds"] = JsonText.Of(result.Seconds),
            ["error"] = result.Failure,
        };
    }
}
