using System.Globalization;
using System.Xml.Linq;
using DistributedDL.Cli.Reports.Svg;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>Counts of true against predicted class.</summary>
public static class ConfusionPlot
{
    private const double Gap = 2;
    private const int LongestLabel = 18;

    /// <param name="labels">Class labels.</param>
    /// <param name="counts">Row-major <c>[true, predicted]</c>.</param>
    /// <exception cref="InvalidArgumentException">The counts are not the square of the labels.</exception>
    public static string Draw(IReadOnlyList<string> labels, IReadOnlyList<long> counts)
    {
        if (labels.Count == 0 || counts.Count != labels.Count * labels.Count)
            throw new InvalidArgumentException("show", $"{counts.Count} counts are no confusion matrix of {labels.Count} classes");
        var names = labels.Select(label => label.Length > LongestLabel ? label[..(LongestLabel - 1)] + "…" : label).ToList();
        var cell = Math.Clamp(560.0 / labels.Count, 26, 110);
        var margin = 44 + 7.2 * names.Max(name => name.Length);
        var slanted = names.Max(name => name.Length) * 7.2 > cell;
        var (left, top) = (margin, slanted ? margin * 0.75 + 20 : 58);
        var side = cell * labels.Count;
        var (width, height) = (left + side + (slanted ? margin * 0.5 : 16), top + side + 12);
        var svg = SvgElement.Of("svg", ("viewBox", $"0 0 {SvgElement.Number(width)} {SvgElement.Number(height)}"), ("role", "img"), ("aria-label", "confusion matrix"),
            ("style", $"max-width:{SvgElement.Number(width)}px"));
        for (var row = 0; row < labels.Count; row++)
        {
            var total = Enumerable.Range(0, labels.Count).Sum(column => counts[row * labels.Count + column]);
            svg.Add(SvgElement.Text(left - 10, top + (row + 0.5) * cell + 4, names[row], "tick", "end"));
            svg.Add(ColumnName(names[row], left + (row + 0.5) * cell, top - 10, slanted));
            for (var column = 0; column < labels.Count; column++)
                AddCell(svg, left + column * cell, top + row * cell, cell, counts[row * labels.Count + column], total, row == column, $"{labels[row]} taken for {labels[column]}");
        }
        svg.Add(SvgElement.Text(left + side / 2, 16, "predicted", "label"));
        var truth = SvgElement.Text(0, 0, "true", "label");
        truth.SetAttributeValue("transform", $"translate(14 {SvgElement.Number(top + side / 2)}) rotate(-90)");
        svg.Add(truth);
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private static void AddCell(XElement svg, double x, double y, double cell, long count, long total, bool isRight, string tip)
    {
        var share = total == 0 ? 0 : (double)count / total;
        var colour = isRight ? Palette.Blue : Palette.Vermilion;
        svg.Add(SvgElement.Of("rect", ("x", x), ("y", y), ("width", cell - Gap), ("height", cell - Gap), ("rx", 3),
            ("fill", count == 0 ? "#F5F7F9" : Palette.Hex(Palette.Tint(colour, 0.12 + 0.88 * Math.Sqrt(share))))).WithTip($"{tip}: {count} of {total}"));
        var number = SvgElement.Text(x + (cell - Gap) / 2, y + cell / 2 + 4, count.ToString("N0", CultureInfo.InvariantCulture), "count");
        number.SetAttributeValue("style", $"fill:{(count == 0 ? "#98A2AD" : share > 0.3 ? "#FFFFFF" : Palette.Ink)}");
        svg.Add(number);
    }

    private static XElement ColumnName(string name, double x, double y, bool slanted)
    {
        var text = SvgElement.Text(0, 0, name, "tick", slanted ? "start" : "middle");
        text.SetAttributeValue("transform", $"translate({SvgElement.Number(x)} {SvgElement.Number(y)}){(slanted ? " rotate(-40)" : "")}");
        return text;
    }
}
