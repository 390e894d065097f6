using System.Xml.Linq;

namespace DistributedDL.Cli.Reports.Svg;

/// <summary>Marks that differ in shape as well as in colour.</summary>
public static class Marker
{
    private const int Shapes = 4;

    public static XElement Of(int index, double x, double y, double size = 4)
    {
        var element = (index % Shapes) switch
        {
            0 => SvgElement.Of("circle", ("cx", x), ("cy", y), ("r", size)),
            1 => Polygon([(x, y - size * 1.2), (x + size * 1.1, y + size * 0.8), (x - size * 1.1, y + size * 0.8)]),
            2 => SvgElement.Of("rect", ("x", x - size * 0.9), ("y", y - size * 0.9), ("width", size * 1.8), ("height", size * 1.8)),
            _ => Polygon([(x, y - size * 1.3), (x + size * 1.3, y), (x, y + size * 1.3), (x - size * 1.3, y)]),
        };
        element.SetAttributeValue("fill", Palette.Of(index));
        element.SetAttributeValue("class", "mark");
        return element;
    }

    /// <summary>The key of a line in a legend.</summary>
    public static XElement LineKey(string colour, string? dash = null)
    {
        var line = SvgElement.Of("path", ("d", "M-8 0L12 0"), ("stroke", colour), ("class", "line"));
        if (dash is not null) line.SetAttributeValue("stroke-dasharray", dash);
        return new XElement("g", line);
    }

    public static XElement Key(int index) => new("g", Of(index, 2, 0, 5));

    private static XElement Polygon((double X, double Y)[] corners) => SvgElement.Of("path", ("d", SvgElement.Path(corners, closed: true)));
}
