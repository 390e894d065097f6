using System.Text;
using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Cli.Reports.Html;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports;

/// <summary>
/// Writes what <c>ddl run --out DIR</c> leaves behind. A run has three parts: its caller runs
/// the steps and answers <see cref="IRecipeResults"/>, <see cref="Draw"/> makes the figures, <see cref="Write"/> the files.
/// </summary>
public sealed class ReportWriter(TimeProvider time)
{
    public const string HtmlFile = "report.html";
    public const string MetricsFile = "metrics.json";
    public const string PredictionsFile = "predictions.csv";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Draws the recipe's figures, in its order.</summary>
    public static async Task<IReadOnlyList<Figure>> Draw(IReadOnlyList<FigureSpec> specs, IRecipeResults results, CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        foreach (var spec in specs) figures.Add(await spec.Draw(results, $"figure-{figures.Count + 1}", cancellation));
        return figures;
    }

    /// <summary>Writes the report and the metrics, making the folder where it is missing; files of those names are replaced.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task Write(RecipeOutcome outcome, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, MetricsFile), MetricsJson.Text(outcome), Utf8, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, HtmlFile), HtmlReport.Write(outcome, time.GetUtcNow()), Utf8, cancellation);
    }

    /// <summary>Writes the predictions of the recipe's result beside them.</summary>
    public static async Task WritePredictions(ExampleTable examples, OutputTable outputs, string folder)
    {
        Directory.CreateDirectory(folder);
        await using var file = File.Create(Path.Combine(folder, PredictionsFile));
        PredictionsCsv.Write(file, examples, outputs);
    }
}
