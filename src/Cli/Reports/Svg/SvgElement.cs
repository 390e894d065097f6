using System.Globalization;
using System.Xml.Linq;
using DistributedDL.Cli.Reports.Html;

namespace DistributedDL.Cli.Reports.Svg;

/// <summary>SVG elements; text and attributes are escaped by System.Xml.Linq.</summary>
public static class SvgElement
{
    public static XElement Of(string name, params (string Name, object Value)[] attributes)
    {
        var element = new XElement(name);
        foreach (var (key, value) in attributes) element.SetAttributeValue(key, Show(value));
        return element;
    }

    public static XElement Text(double x, double y, string text, string css, string anchor = "middle")
    {
        var element = Of("text", ("x", x), ("y", y), ("class", css), ("text-anchor", anchor));
        element.Value = HtmlText.Clean(text);
        return element;
    }

    /// <summary>Shown when the pointer rests on the element, and read aloud.</summary>
    public static XElement WithTip(this XElement element, string tip)
    {
        element.AddFirst(new XElement("title", HtmlText.Clean(tip)));
        return element;
    }

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Path(IEnumerable<(double X, double Y)> points, bool closed = false) =>
        "M" + string.Join("L", points.Select(point => $"{Number(point.X)} {Number(point.Y)}")) + (closed ? "Z" : "");

    private static string Show(object value) => value switch
    {
        double number => Number(number),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => HtmlText.Clean($"{value}"),
    };
}
