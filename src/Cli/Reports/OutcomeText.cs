using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Reports;

/// <summary>What a recipe came to, for a terminal: its metrics beside what they must reach.</summary>
internal static class OutcomeText
{
    public static void Write(TextWriter output, RecipeOutcome outcome, string? folder)
    {
        var seeds = outcome.Recipe.Seeds;
        output.WriteLine($"{outcome.Recipe.Name}: {Terminal.Figures.Count(outcome.Parameters)} parameters, {(seeds.Count == 1 ? "seed" : "median of seeds")} {string.Join(", ", seeds)}, {ReportNumber.Seconds(outcome.Seconds)}");
        output.WriteLine();
        var bounds = outcome.Thresholds.ToLookup(threshold => threshold.Key);
        var table = new Columns("METRIC", "VALUE", "MUST REACH", "");
        foreach (var (key, value) in outcome.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!bounds.Contains(key)) table.Add(key, Terminal.Figures.Number(value), "", "");
            foreach (var bound in bounds[key]) table.Add(key, Terminal.Figures.Number(value), Must(bound), bound.Passed ? "pass" : "FAIL");
        }
        foreach (var bound in outcome.Thresholds.Where(bound => bound.Value is null)) table.Add(bound.Key, Terminal.Figures.None, Must(bound), "FAIL");
        table.Write(output);
        if (folder is not null) output.WriteLine($"\nreport: {Path.Combine(folder, ReportWriter.HtmlFile)}");
    }

    /// <summary>A bound as a sentence says it.</summary>
    public static string Of(ThresholdReport report) =>
        $"{(report.Value is { } value ? Terminal.Figures.Number(value) : "not measured")}, must be {Must(report)}";

    private static string Must(ThresholdReport report) => string.Join(", ", new[]
    {
        report.Threshold.AtLeast is { } least ? $"at least {Terminal.Figures.Number(least)}" : "",
        report.Threshold.AtMost is { } most ? $"at most {Terminal.Figures.Number(most)}" : "",
    }.Where(text => text.Length > 0));
}
