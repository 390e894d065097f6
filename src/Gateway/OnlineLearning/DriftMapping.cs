using DistributedDL.Contracts.OnlineLearning;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>Detectors between the wire and the grains.</summary>
internal static class DriftMapping
{
    public static DriftSpec ToContract(Wire.DriftDetector detector)
    {
        var spec = new DriftSpec
        {
            Detector = detector.Detector,
            Parameters = detector.Parameters.Length == 0 ? "{}" : detector.Parameters,
            Action = detector.Action switch
            {
                Wire.DriftAction.RaiseLearningRate => DriftAction.RaiseLearningRate,
                Wire.DriftAction.ResetHead => DriftAction.ResetHead,
                Wire.DriftAction.RollBack => DriftAction.RollBack,
                _ => DriftAction.Report,
            },
            Version = detector.Version == 0 ? null : detector.Version,
        };
        return spec with
        {
            Factor = detector.Factor == 0 ? spec.Factor : detector.Factor,
            Examples = detector.Examples == 0 ? spec.Examples : detector.Examples,
        };
    }

    public static Wire.DriftDetector ToWire(DriftSpec spec) => new()
    {
        Detector = spec.Detector,
        Parameters = spec.Parameters,
        Action = ToWire(spec.Action),
        Factor = spec.Factor,
        Examples = spec.Examples,
        Version = spec.Version ?? 0,
    };

    public static Wire.DriftState ToWire(DriftReport report) => new()
    {
        Detector = report.Detector,
        State = report.State,
        Drifts = report.Drifts,
        LastDrift = report.LastDrift ?? 0,
        Warnings = report.Warnings,
        Action = ToWire(report.Action),
    };

    private static Wire.DriftAction ToWire(DriftAction action) => action switch
    {
        DriftAction.RaiseLearningRate => Wire.DriftAction.RaiseLearningRate,
        DriftAction.ResetHead => Wire.DriftAction.ResetHead,
        DriftAction.RollBack => Wire.DriftAction.RollBack,
        _ => Wire.DriftAction.Report,
    };
}
