using DistributedDL.Contracts.Prediction;

namespace DistributedDL.Gateway.Prediction;

/// <summary>One caller's examples among those of a report.</summary>
/// <param name="First">Index of the caller's first example.</param>
internal readonly record struct PredictSlice(PredictReport Report, int First, int Examples)
{
    /// <summary>The whole report.</summary>
    public static PredictSlice All(PredictReport report) =>
        new(report, 0, report.OutputWidth == 0 ? 0 : report.Outputs.Length / report.OutputWidth);

    /// <summary>Row-major <c>[examples, output width]</c>.</summary>
    public ReadOnlySpan<float> Outputs => Report.Outputs.AsSpan(First * Report.OutputWidth, Examples * Report.OutputWidth);
}
