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

    private readonly XElement _plot;
    private readonly XElement _above = new("g");
    private readonly XElement _svg;
    private readonly double _width;
    private readonly double _height;
    private readonly double _left;
    private double _legendEnd;

    /// <param name="x">The axis along the bottom.</param>
    /// <param name="y">The axis along the left.</param>
    /// <param name="label">What the picture shows, for those who cannot see it.</param>
    /// <param name="clip">A name that no other chart of the page has: it becomes an id.</param>
    /// <param name="width">Units of the view box.</param>
    /// <param name="height">Units of the view box.</param>
    public Chart(Axis x, Axis y, string label, string clip, double width = 720, double height = 400)
    {
        (XAxis, YAxis, _width, _height) = (x, y, width, height);
        _legendEnd = _left = Math.Max(64, TickRoom + CharacterWidth * y.Ticks.Max(tick => Axis.Label(tick).Length));
        _svg = SvgElement.Of("svg", ("viewBox", $"0 0 {SvgElement.Number(width)} {SvgElement.Number(height)}"), ("role", "img"), ("aria-label", label));
        var shape = SvgElement.Of("clipPath", ("id", clip));
        shape.Add(SvgElement.Of("rect", ("x", _left), ("y", Top), ("width", InnerWidth), ("height", InnerHeight)));
        _svg.Add(new XElement("defs", shape));
        _plot = SvgElement.Of("g", ("clip-path", $"url(#{clip})"));
    }

    public Axis XAxis { get; }

    public Axis YAxis { get; }

    public double InnerWidth => _width - _left - Right;

    public double InnerHeight => _height - Top - Bottom;

    public double X(double value) => _left + (value - XAxis.Minimum) / (XAxis.Maximum - XAxis.Minimum) * InnerWidth;

    public double Y(double value) => Top + InnerHeight - (value - YAxis.Minimum) / (YAxis.Maximum - YAxis.Minimum) * InnerHeight;

    /// <summary>Adds to what is drawn inside the frame.</summary>
    public void Add(params object[] elements) => _plot.Add(elements);

    /// <summary>Adds to what is drawn over everything and may leave the frame.</summary>
    public void AddAbove(params object[] elements) => _above.Add(elements);

    /// <summary>A picture that fills the frame.</summary>
    public void AddBackground(string dataUri) => _plot.AddFirst(SvgElement.Of("image",
        ("href", dataUri), ("x", _left), ("y", Top), ("width", InnerWidth), ("height", InnerHeight), ("preserveAspectRatio", "none")));

    public void AddLegend(string text, XElement key)
    {
        key.SetAttributeValue("transform", $"translate({SvgElement.Number(_legendEnd + 8)} 15)");
        _above.Add(key, SvgElement.Text(_legendEnd + 26, 19.5, text, "legend", "start"));
        _legendEnd += 42 + CharacterWidth * text.Length;
    }

    public string Draw()
    {
        DrawGrid();
        _svg.Add(_plot);
        _svg.Add(SvgElement.Of("path", ("class", "axis"), ("d", SvgElement.Path([(_left, Top), (_left, Top + InnerHeight), (_width - Right, Top + InnerHeight)]))));
        _svg.Add(_above);
        return _svg.ToString(SaveOptions.DisableFormatting);
    }

    private void DrawGrid()
    {
        var bottom = Top + InnerHeight;
        foreach (var tick in XAxis.Ticks)
            _svg.Add(Line(X(tick), Top, X(tick), bottom), SvgElement.Text(X(tick), bottom + 18, Axis.Label(tick), "tick"));
        foreach (var tick in YAxis.Ticks)
            _svg.Add(Line(_left, Y(tick), _width - Right, Y(tick)), SvgElement.Text(_left - 8, Y(tick) + 4, Axis.Label(tick), "tick", "end"));
        _svg.Add(SvgElement.Text(_left + InnerWidth / 2, _height - 8, XAxis.Title, "label"));
        var title = SvgElement.Text(0, 0, YAxis.Title, "label");
        title.SetAttributeValue("transform", $"translate(14 {SvgElement.Number(Top + InnerHeight / 2)}) rotate(-90)");
        _svg.Add(title);
    }

    private static XElement Line(double x1, double y1, double x2, double y2) =>
        SvgElement.Of("path", ("class", "grid"), ("d", SvgElement.Path([(x1, y1), (x2, y2)])));
}
