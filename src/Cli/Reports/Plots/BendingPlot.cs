using System.Xml.Linq;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Cli.Reports.Svg;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>
/// A curve that changes from frame to frame. The animation is part of the SVG (SMIL), so that it needs no script; on
/// paper, and where it is not played, the last frame stands over the ghosts of the others.
/// </summary>
public static class BendingPlot
{
    private const double SecondsPerFrame = 0.9;
    private const double SecondsOfRest = 2;
    private const string Dash = "5 4";

    /// <param name="examples">Of one feature.</param>
    /// <param name="frames">At least one curve, all over the same points.</param>
    /// <param name="id">A name that no other plot of the page has.</param>
    public static string Draw(ExampleTable examples, IReadOnlyList<Curve> frames, string id)
    {
        var chart = FitPlot.Frame(examples, frames, id);
        FitPlot.AddExamples(chart, examples);
        var paths = frames.Select(frame => FitPlot.Path(chart, frame)).ToList();
        for (var i = 0; i < paths.Count - 1; i++) chart.Add(Ghost(paths[i], i, paths.Count));
        var seconds = SecondsPerFrame * (frames.Count - 1) + SecondsOfRest;
        var line = SvgElement.Of("path", ("class", "line strong"), ("stroke", Palette.Vermilion), ("d", paths[^1]));
        if (frames.Count > 1)
        {
            line.Add(SvgElement.Of("animate", ("attributeName", "d"), ("dur", $"{SvgElement.Number(seconds)}s"), ("repeatCount", "indefinite"),
                ("keyTimes", KeyTimes(frames.Count, seconds)), ("values", string.Join(';', paths.Append(paths[^1])))));
        }
        chart.Add(line);
        for (var i = 0; i < frames.Count; i++) AddName(chart, frames, i, seconds);
        chart.AddLegend(frames[0].Name, Marker.LineKey(Palette.Muted, Dash));
        if (frames.Count > 2) chart.AddLegend("on the way, darker is later", Marker.LineKey(Shade(frames.Count - 2, frames.Count)));
        return chart.Draw();
    }

    // Told apart without the animation: the beginning is dashed, and what follows darkens.
    private static XElement Ghost(string path, int index, int frames)
    {
        var ghost = SvgElement.Of("path", ("class", "ghost"), ("style", $"stroke:{(index == 0 ? Palette.Muted : Shade(index, frames))}"), ("d", path));
        if (index == 0) ghost.SetAttributeValue("stroke-dasharray", Dash);
        return ghost;
    }

    private static string Shade(int index, int frames) => Palette.Hex(Palette.Tint(Palette.Orange, 0.3 + 0.7 * index / (frames - 1)));

    private static void AddName(Chart chart, IReadOnlyList<Curve> frames, int index, double seconds)
    {
        var last = index == frames.Count - 1;
        var name = SvgElement.Text(chart.X(chart.XAxis.Maximum), 22, frames[index].Name, "frame", "end");
        name.SetAttributeValue("opacity", last ? 1 : 0);
        if (frames.Count > 1)
        {
            var values = Enumerable.Range(0, frames.Count).Select(i => i == index ? "1" : "0").Append(last ? "1" : "0");
            name.Add(SvgElement.Of("animate", ("attributeName", "opacity"), ("dur", $"{SvgElement.Number(seconds)}s"), ("repeatCount", "indefinite"),
                ("calcMode", "discrete"), ("keyTimes", KeyTimes(frames.Count, seconds)), ("values", string.Join(';', values))));
        }
        chart.AddAbove(name);
    }

    private static string KeyTimes(int frames, double seconds) => string.Join(';', Enumerable.Range(0, frames)
        .Select(i => (i * SecondsPerFrame / seconds).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)).Append("1"));
}
