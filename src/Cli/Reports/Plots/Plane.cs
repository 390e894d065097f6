using DistributedDL.Cli.Reports.Results;
using DistributedDL.Cli.Reports.Svg;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>A square grid over the plane of two features; its points are the middles of its cells.</summary>
public sealed record Plane(Axis X, Axis Y, int Side)
{
    public static Plane Around(ExampleTable examples, int side)
    {
        ScatterPlot.RequireTwoFeatures(examples);
        return new Plane(
            Axis.Tight(examples.FeatureName(0), ScatterPlot.Column(examples, 0), 0.06),
            Axis.Tight(examples.FeatureName(1), ScatterPlot.Column(examples, 1), 0.06), side);
    }

    public double XOf(double column) => X.Minimum + (column + 0.5) / Side * (X.Maximum - X.Minimum);

    /// <summary>Row 0 is at the top, as in a picture.</summary>
    public double YOf(double row) => Y.Maximum - (row + 0.5) / Side * (Y.Maximum - Y.Minimum);

    /// <summary>Row-major <c>[side × side, 2]</c>.</summary>
    public float[] Features()
    {
        var features = new float[Side * Side * 2];
        for (var i = 0; i < Side * Side; i++)
            (features[2 * i], features[2 * i + 1]) = ((float)XOf(i % Side), (float)YOf(i / Side));
        return features;
    }
}
