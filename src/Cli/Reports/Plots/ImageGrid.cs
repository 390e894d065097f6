using System.Text;
using DistributedDL.Cli.Reports.Html;
using DistributedDL.Cli.Reports.Images;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>Images with predicted names; a wrong one is marked by sign, words and colour.</summary>
public static class ImageGrid
{
    public static string Draw(ExampleTable examples, OutputTable outputs)
    {
        var white = Math.Max(examples.Features.DefaultIfEmpty(1).Max(), float.Epsilon);
        var html = new StringBuilder("<div class=\"images\">");
        for (var i = 0; i < examples.Count; i++)
        {
            var (predicted, actual) = (outputs.ClassOf(i), (int)examples.Targets[i]);
            var isRight = predicted == actual;
            var name = HtmlText.Escape(examples.LabelOf(predicted));
            var truth = HtmlText.Escape(examples.LabelOf(actual));
            var surety = $"{outputs.Probability(i, predicted) * 100:0} %";
            html.Append(System.Globalization.CultureInfo.InvariantCulture, $"<div class=\"{(isRight ? "right" : "wrong")}\" title=\"{name}, {surety}\"><img alt=\"{truth}\" src=\"{ExampleImage.DataUri(examples.Shape, examples.Row(i), white)}\">");
            html.Append(System.Globalization.CultureInfo.InvariantCulture, $"<span>{(isRight ? "✓" : "✗")} {name}</span>");
            html.Append(isRight ? $"<small>{surety}</small>" : $"<small>is {truth}</small>").Append("</div>");
        }
        return html.Append("</div>").ToString();
    }
}
