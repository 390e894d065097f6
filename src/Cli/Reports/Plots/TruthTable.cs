using System.Globalization;
using System.Text;
using DistributedDL.Cli.Reports.Html;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>Inputs, wanted output, and the network's.</summary>
public static class TruthTable
{
    public static string Draw(ExampleTable examples, OutputTable outputs)
    {
        var html = new StringBuilder("<table class=\"truth\"><thead><tr>");
        for (var i = 0; i < examples.Width; i++) html.Append(CultureInfo.InvariantCulture, $"<th>{HtmlText.Escape(examples.FeatureName(i))}</th>");
        html.Append("<th>wanted</th><th>output</th><th>says</th></tr></thead><tbody>");
        for (var i = 0; i < examples.Count; i++)
        {
            html.Append("<tr>");
            foreach (var feature in examples.Row(i)) html.Append(CultureInfo.InvariantCulture, $"<td>{ReportNumber.Show(feature)}</td>");
            var (says, wanted) = (outputs.ClassOf(i), (int)examples.Targets[i]);
            html.Append(CultureInfo.InvariantCulture, $"<td>{HtmlText.Escape(examples.LabelOf(wanted))}</td><td>{outputs.Probability(i, 1):0.0000}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"{(says == wanted ? "right" : "wrong")}\">{(says == wanted ? "✓" : "✗")} {HtmlText.Escape(examples.LabelOf(says))}</td></tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }
}
