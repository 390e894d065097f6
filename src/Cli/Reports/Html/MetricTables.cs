using System.Globalization;
using System.Text;
using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.Steps;
using static DistributedDL.Cli.Reports.Html.HtmlText;

namespace DistributedDL.Cli.Reports.Html;

/// <summary>The metrics against what the recipe must reach, and then all of them, by seed.</summary>
internal static class MetricTables
{
    public static void Write(StringBuilder html, RecipeOutcome outcome)
    {
        if (outcome.Thresholds.Count > 0) WriteThresholds(html, outcome.Recipe, outcome.Thresholds);
        if (outcome.Metrics.Count > 0) WriteAll(html, outcome);
    }

    private static void WriteThresholds(StringBuilder html, Recipe recipe, IReadOnlyList<ThresholdReport> thresholds)
    {
        html.Append("<h2>Must reach</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>metric</th><th>of</th><th class=\"number\">bound</th><th class=\"number\">reached</th><th></th></tr></thead>\n<tbody>\n");
        foreach (var threshold in thresholds)
        {
            var value = threshold.Value is { } number ? ReportNumber.Show(number) : "missing";
            var (kind, verdict) = threshold.Passed ? ("right", "✓ reached") : ("wrong", "✗ not reached");
            html.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{Escape(threshold.Threshold.Metric)}</code></td><td>{Of(recipe, threshold)}</td><td class=\"number\">{Bound(threshold)}</td><td class=\"number\">{value}</td><td class=\"{kind}\">{verdict}</td></tr>\n");
        }
        html.Append("</tbody></table></div>\n");
    }

    private static void WriteAll(StringBuilder html, RecipeOutcome outcome)
    {
        var seeds = outcome.SeedMetrics.Count > 1 ? outcome.SeedMetrics.OrderBy(pair => pair.Key).ToList() : [];
        var heads = string.Concat(seeds.Select(seed => string.Create(CultureInfo.InvariantCulture, $"<th class=\"number\">seed {seed.Key}</th>")));
        html.Append(CultureInfo.InvariantCulture, $"<details{(outcome.Thresholds.Count == 0 ? " open" : "")}><summary>Every metric ({outcome.Metrics.Count})</summary>\n<div class=\"wide\"><table>\n<thead><tr><th>metric</th><th class=\"number\">{(seeds.Count > 0 ? "median" : "value")}</th>{heads}</tr></thead>\n<tbody>\n");
        foreach (var (key, value) in outcome.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{Escape(key)}</code></td><td class=\"number\">{ReportNumber.Show(value)}</td>");
            foreach (var seed in seeds)
                html.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{(seed.Value.TryGetValue(key, out var number) ? ReportNumber.Show(number) : "–")}</td>");
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table></div></details>\n");
    }

    private static string Of(Recipe recipe, ThresholdReport threshold)
    {
        var unit = recipe.Steps.Any(step => step is LearnOnlineStep && step.Model == (threshold.Threshold.Model ?? recipe.Result)) ? "rows" : "epochs";
        var after = threshold.Threshold.After is { } count ? string.Create(CultureInfo.InvariantCulture, $"after {count:N0} {unit}") : "at the end";
        if (threshold.Threshold.Data is { } data) after = $"on {Escape(data)}, {after}";
        return threshold.Threshold.Model is { } model ? $"{Escape(model)}, {after}" : after;
    }

    private static string Bound(ThresholdReport threshold) => string.Join(" and ", new[]
    {
        threshold.Threshold.AtLeast is { } least ? $"≥ {ReportNumber.Show(least)}" : null,
        threshold.Threshold.AtMost is { } most ? $"≤ {ReportNumber.Show(most)}" : null,
    }.OfType<string>());
}
