using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>Every drift detector, found by its name.</summary>
internal static class DriftDetectors
{
    public static IReadOnlyList<IDriftDetectorKind> All { get; } = [new AdwinKind(), new DdmKind(), new PageHinkleyKind()];

    public static string Known { get; } = string.Join(", ", All.Select(kind => kind.Name));

    /// <param name="field">Path of the detector's spec, as in <c>drift[0]</c>.</param>
    /// <param name="parameters">A JSON object.</param>
    /// <param name="isBinary">The errors to watch are 0 or 1.</param>
    /// <returns>Null, and violations, for an unknown name or wrong parameters.</returns>
    public static IDriftDetector? Find(string field, string name, string parameters, bool isBinary, List<FieldViolation> violations)
    {
        if (All.FirstOrDefault(kind => kind.Name == name) is not { } kind)
        {
            violations.Add(new($"{field}.detector", $"'{name}' is unknown; known are {Known}"));
            return null;
        }
        if (kind.IsBinary && !isBinary)
        {
            var others = string.Join(", ", All.Where(kind => !kind.IsBinary).Select(kind => kind.Name));
            violations.Add(new($"{field}.detector", $"{name} takes errors of 0 or 1, but the session predicts values; for them there are {others}"));
        }
        return SpecBinder.Read($"{field}.parameters", $"detector {name}", parameters, violations, kind.Bind);
    }
}
