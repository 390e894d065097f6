using System.Globalization;
using System.Text;
using DistributedDL.Cli.Reports.Figures;

namespace DistributedDL.Cli.Reports.Html;

/// <summary>The report of a recipe as one HTML file that asks for nothing from outside: no font, script, image or style.</summary>
public static class HtmlReport
{
    /// <param name="outcome">Of the run, with its figures drawn.</param>
    /// <param name="written">The time on the report.</param>
    public static string Write(RecipeOutcome outcome, DateTimeOffset written)
    {
        var html = new StringBuilder();
        var name = HtmlText.Escape(outcome.Recipe.Name);
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <title>{name}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <header>
            <h1>{name}</h1>

            """);
        if (outcome.Recipe.About.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<p class=\"about\">{HtmlText.Escape(outcome.Recipe.About)}</p>\n");
        WriteFacts(html, outcome, written);
        html.Append("</header>\n<main>\n");
        WriteNotes(html, outcome.Notes);
        MetricTables.Write(html, outcome);
        foreach (var figure in outcome.Figures) WriteFigure(html, figure);
        html.Append("</main>\n<footer>Written by DistributedDL.</footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void WriteFacts(StringBuilder html, RecipeOutcome outcome, DateTimeOffset written)
    {
        html.Append("<dl class=\"facts\">\n");
        Fact(html, "parameters", outcome.Parameters.ToString("N0", CultureInfo.InvariantCulture));
        Fact(html, "time", ReportNumber.Seconds(outcome.Seconds));
        Fact(html, outcome.Recipe.Seeds.Count == 1 ? "seed" : "seeds (medians shown)", string.Join(", ", outcome.Recipe.Seeds));
        Fact(html, "date", written.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        if (outcome.Thresholds.Count > 0)
        {
            var reached = outcome.Thresholds.Count(threshold => threshold.Passed);
            Fact(html, "bounds reached", $"<span class=\"verdict {(outcome.Passed ? "right" : "wrong")}\">{(outcome.Passed ? "✓" : "✗")} {reached} of {outcome.Thresholds.Count}</span>");
        }
        html.Append("</dl>\n");
    }

    private static void Fact(StringBuilder html, string name, string valueHtml) =>
        html.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{valueHtml}</dd></div>\n");

    private static void WriteNotes(StringBuilder html, IReadOnlyList<string> notes)
    {
        if (notes.Count == 0) return;
        html.Append("<ul class=\"notes\">\n");
        foreach (var note in notes) html.Append(CultureInfo.InvariantCulture, $"<li>{HtmlText.Escape(note)}</li>\n");
        html.Append("</ul>\n");
    }

    private static void WriteFigure(StringBuilder html, Figure figure) => html.Append(CultureInfo.InvariantCulture,
        $"<figure id=\"{HtmlText.Escape(figure.Id)}\">\n<h3>{HtmlText.Escape(figure.Title)}</h3>\n<div class=\"wide\">{figure.Html}</div>\n<figcaption>{HtmlText.Escape(figure.Caption)}</figcaption>\n</figure>\n");
}
