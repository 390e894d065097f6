using DistributedDL.Cli.Reports.Results;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>Even steps over the range of the only feature.</summary>
/// <param name="Features">Row-major <c>[steps, 1]</c>.</param>
public sealed record FitLine(float[] Features)
{
    private const int Steps = 241;

    /// <exception cref="InvalidArgumentException">The examples have not one feature, or none is given.</exception>
    public static FitLine Over(ExampleTable examples)
    {
        if (examples.Width != 1) throw new InvalidArgumentException("show", $"the plot needs one feature; the examples have {examples.Width}");
        if (examples.Count == 0) throw new InvalidArgumentException("show", "there is no example to draw");
        var (low, high) = (examples.Features.Min(), examples.Features.Max());
        return new FitLine([.. Enumerable.Range(0, Steps).Select(i => low + (high - low) * i / (Steps - 1))]);
    }

    public Curve Curve(string name, OutputTable outputs) =>
        new(name, [.. Features.Select((x, i) => ((double)x, (double)outputs.Row(i)[0]))]);
}
