using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Gateway.Prediction;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>What is wrong with a request about a session by itself.</summary>
internal static class SessionValidation
{
    private const int MaxMicroBatch = 10_000;
    private const long MaxStalenessSeconds = 60 * 60;
    private const long MaxSnapshotSeconds = 30L * 24 * 60 * 60;
    private const long MaxTicketSeconds = 366L * 24 * 60 * 60;

    /// <exception cref="InvalidArgumentException">Names every fault.</exception>
    public static void Check(Wire.OpenSessionRequest request)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("session", request.Session, violations);
        if (request.Spec is { } spec) Check(spec, violations);
        else violations.Add(new("spec", "is missing"));
        InvalidArgumentException.ThrowIfAny(violations);
    }

    public static void Check(Wire.PredictSessionRequest request)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("session", request.Session, violations);
        PredictionValidation.CheckFeatures(request.Features, violations);
        InvalidArgumentException.ThrowIfAny(violations);
    }

    public static void Check(Wire.SnapshotSessionRequest request)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("session", request.Session, violations);
        if (request.OperationId.Length > 0) ResourceName.Check("operation_id", request.OperationId, violations);
        InvalidArgumentException.ThrowIfAny(violations);
    }

    public static void Check(Wire.LearnManyRequest request)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("session", request.Session, violations);
        ResourceName.Check("operation_id", request.OperationId, violations);
        if (request.Examples is not { } examples) violations.Add(new("examples", "is missing"));
        else
        {
            if (examples.FirstSequence != 0) violations.Add(new("examples.first_sequence", $"{examples.FirstSequence} is not 0; these examples have no sequence numbers"));
            CheckTargets("examples.", Math.Max(examples.Labels.Count, examples.LabelIndices.Count), examples.Values.Count, violations);
        }
        InvalidArgumentException.ThrowIfAny(violations);
    }

    public static void Check(Wire.LearnLateRequest request)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("session", request.Session, violations);
        if (request.Tickets.Count == 0) violations.Add(new("tickets", "there are none; at least one is needed"));
        CheckTargets("", request.Labels.Count, request.Values.Count, violations);
        InvalidArgumentException.ThrowIfAny(violations);
    }

    public static void Check(Wire.RollbackSessionRequest request)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("session", request.Session, violations);
        if (request.Version < 1) violations.Add(new("version", $"{request.Version} is below 1"));
        InvalidArgumentException.ThrowIfAny(violations);
    }

    private static void CheckTargets(string prefix, int labels, int values, List<FieldViolation> violations)
    {
        if (labels > 0 && values > 0) violations.Add(new($"{prefix}values", $"{values} values and {labels} labels; give one of them"));
        if (labels == 0 && values == 0) violations.Add(new($"{prefix}labels", "there are neither labels nor values; at least one is needed"));
    }

    private static void Check(Wire.OnlineSessionSpec spec, List<FieldViolation> violations)
    {
        ResourceName.Check("spec.model", spec.Model, violations);
        PredictionValidation.CheckVersion("spec.version", spec.Version, "live", violations);
        if (spec.HasLearningRate && !(spec.LearningRate > 0 && double.IsFinite(spec.LearningRate)))
            violations.Add(new("spec.learning_rate", $"{spec.LearningRate} is not a finite number above 0"));
        if (spec.MicroBatch is < 0 or > MaxMicroBatch)
            violations.Add(new("spec.micro_batch", $"{spec.MicroBatch} is not within 1 to {MaxMicroBatch}; 0 gives 1"));
        if (spec.MaxStaleness is { } staleness && (staleness.Seconds is < 0 or > MaxStalenessSeconds))
            violations.Add(new("spec.max_staleness", $"{staleness.Seconds} s is not within 0 s to {MaxStalenessSeconds} s, 1 hour"));
        if (spec.Snapshots?.Every is { } every && (every.Seconds is < 1 or > MaxSnapshotSeconds))
            violations.Add(new("spec.snapshots.every", $"{every.Seconds} s is not within 1 s to {MaxSnapshotSeconds} s, 30 days"));
        if (spec.Tickets?.Lifetime is { } lifetime && (lifetime.Seconds is < 1 or > MaxTicketSeconds))
            violations.Add(new("spec.tickets.lifetime", $"{lifetime.Seconds} s is not within 1 s to {MaxTicketSeconds} s, 366 days"));
        if (!Enum.IsDefined(spec.UnknownLabels)) violations.Add(new("spec.unknown_labels", $"{(int)spec.UnknownLabels} is not within 0 to {(int)Enum.GetValues<Wire.UnknownLabels>().Max()}"));
        foreach (var (i, detector) in spec.Drift.Index())
        {
            if (!Enum.IsDefined(detector.Action)) violations.Add(new($"spec.drift[{i}].action", $"{(int)detector.Action} is not within 0 to {(int)Enum.GetValues<Wire.DriftAction>().Max()}"));
        }
        foreach (var twice in spec.Labels.GroupBy(label => label).Where(group => group.Count() > 1))
            violations.Add(new("spec.labels", $"'{twice.Key}' is there {twice.Count()} times"));
    }
}
