using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>What can be wrong with a session's detectors and their actions.</summary>
internal static class DriftSpecCheck
{
    public const int MaxDetectors = 16;
    public const double MaxFactor = 1000;
    public const int MaxExamples = 1_000_000;

    /// <param name="isBinary">The errors to watch are 0 or 1.</param>
    /// <param name="versions">Weights of the versions to roll back to, by number.</param>
    /// <returns>One detector a spec; fewer where there are violations.</returns>
    public static IReadOnlyList<WatchedSeries> Bind(
        IReadOnlyList<DriftSpec> specs, bool isBinary, Network network, IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>> versions, List<FieldViolation> violations)
    {
        if (specs.Count > MaxDetectors) violations.Add(new("drift", $"{specs.Count} detectors are more than {MaxDetectors}"));
        var watched = new List<WatchedSeries>();
        foreach (var (i, spec) in specs.Take(MaxDetectors).Index())
        {
            var field = $"drift[{i}]";
            if (DriftDetectors.Find(field, spec.Detector, spec.Parameters, isBinary, violations) is { } detector) watched.Add(new WatchedSeries(spec, detector));
            CheckAction(field, spec, network, versions, violations);
        }
        return watched;
    }

    private static void CheckAction(
        string field, DriftSpec spec, Network network, IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>> versions, List<FieldViolation> violations)
    {
        switch (spec.Action)
        {
            case DriftAction.RaiseLearningRate:
                if (!(spec.Factor is > 1 and <= MaxFactor))
                    violations.Add(new($"{field}.factor", FormattableString.Invariant($"{spec.Factor} is not above 1 and at most {MaxFactor}")));
                if (spec.Examples is < 1 or > MaxExamples) violations.Add(new($"{field}.examples", $"{spec.Examples} is not from 1 to {MaxExamples}"));
                break;
            case DriftAction.ResetHead:
                if (Head.Of(network) is null) violations.Add(new($"{field}.action", "the network has no layer that learns, so there is no head to reset"));
                break;
            case DriftAction.RollBack:
                if (spec.Version is not { } version)
                    violations.Add(new($"{field}.version", "missing; a roll back names the version to go back to"));
                else if (!versions.TryGetValue(version, out var weights))
                    violations.Add(new($"{field}.version", $"the weights of version {version} were not given"));
                else if (network.FindFault(weights) is { } fault)
                    violations.Add(new($"{field}.version", $"version {version} does not fit the session's network: {fault}"));
                break;
            case DriftAction.Report:
                break;
            default:
                violations.Add(new($"{field}.action", $"{(int)spec.Action} is unknown; known are report, raise_learning_rate, reset_head, roll_back"));
                break;
        }
    }
}
