using System.Xml.Linq;

namespace DistributedDL.Cli.Reports.Svg;

/// <summary>A frame with axes, grid and legend, in which a plot draws in the units of its data.</summary>
public sealed class Chart
{
    private const double Right = 28;
    private const double Top = 34;
    private const double Bottom = 48;
    private const double TickRoom = 34;

    // No font is measured: so much a character is more than any usual sans-serif takes at the sizes of ticks and legend.
    private const double CharacterWidth = 7;

    private readonly XElement plot;
    private readonly XElement above = new("g");
    private readonly XElement svg;
    private readonly double width;
    private readonly double height;
    private readonly double left;
    private double legendEnd;

    /// <param name="x">The axis along the bottom.</param>
    /// <param name="y">The axis along the left.</param>
    /// <param name="label">What the picture shows, for those who cannot see it.</param>
    /// <param name="clip">A name that no other chart of the page has: it becomes an id.</param>
    /// <param name="width">Units of the view box.</param>
    /// <param name="height">Units of the view box.</param>
    public Chart(Axis x, Axis y, string label, string clip, double width = 720, double height = 400)
    {
        (XAxis, YAxis, this.width, this.height) = (x, y, width, height);
        legendEnd = left = Math.Max(64, TickRoom + CharacterWidth * y.Ticks.Max(tick => Axis.Label(tick).Length));
        svg = SvgElement.Of("svg", ("viewBox", $"0 0 {SvgElement.Number(width)} {SvgElement.Number(height)}"), ("role", "img"), ("aria-label", label));
        var shape = SvgElement.Of("clipPath", ("id", clip));
        shape.Add(SvgElement.Of("rect", ("x", left), ("y", Top), ("width", InnerWidth), ("height", InnerHeight)));
        svg.Add(new XElement("defs", shape));
        plot = SvgElement.Of("g", ("clip-path", $"url(#{clip})"));
    }

    public Axis XAxis { get; }

    public Axis YAxis { get; }

    public double InnerWidth => width - left - Right;

    public double InnerHeight => height - Top - Bottom;

    public double X(double value) => left + (value - XAxis.Minimum) / (XAxis.Maximum - XAxis.Minimum) * InnerWidth;

    public double Y(double value) => Top + InnerHeight - (value - YAxis.Minimum) / (YAxis.Maximum - YAxis.Minimum) * InnerHeight;

    /// <summary>Adds to what is drawn inside the frame.</summary>
    public void Add(params object[] elements) => plot.Add(elements);

    /// <summary>Adds to what is drawn over everything and may leave the frame.</summary>
    public void AddAbove(params object[] elements) => above.Add(elements);

    /// <summary>A picture that fills the frame.</summary>
    public void AddBackground(string dataUri) => plot.AddFirst(SvgElement.Of("image",
        ("href", dataUri), ("x", left), ("y", Top), ("width", InnerWidth), ("height", InnerHeight), ("preserveAspectRatio", "none")));

    public void AddLegend(string text, XElement key)
    {
        key.SetAttributeValue("transform", $"translate({SvgElement.Number(legendEnd + 8)} 15)");
        above.Add(key, SvgElement.Text(legendEnd + 26, 19.5, text, "legend", "start"));
        legendEnd += 42 + CharacterWidth * text.Length;
    }

    public string Draw()
    {
        DrawGrid();
        svg.Add(plot);
        svg.Add(SvgElement.Of("path", ("class", "axis"), ("d", SvgElement.Path([(left, Top), (left, Top + InnerHeight), (width - Right, Top + InnerHeight)]))));
        svg.Add(above);
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private void DrawGrid()
    {
        var bottom = Top + InnerHeight;
        foreach (var tick in XAxis.Ticks)
            svg.Add(Line(X(tick), Top, X(tick), bottom), SvgElement.Text(X(tick), bottom + 18, Axis.Label(tick), "tick"));
        foreach (var tick in YAxis.Ticks)
            svg.Add(Line(left, Y(tick), width - Right, Y(tick)), SvgElement.Text(left - 8, Y(tick) + 4, Axis.Label(tick), "tick", "end"));
        svg.Add(SvgElement.Text(left + InnerWidth / 2, height - 8, XAxis.Title, "label"));
        var title = SvgElement.Text(0, 0, YAxis.Title, "label");
        title.SetAttributeValue("transform", $"translate(14 {SvgElement.Number(Top + InnerHeight / 2)}) rotate(-90)");
        svg.Add(title);
    }

    private static XElement Line(double x1, double y1, double x2, double y2) =>
        SvgElement.Of("path", ("class", "grid"), ("d", SvgElement.Path([(x1, y1), (x2, y2)])));
}
