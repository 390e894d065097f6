using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Gateway.Prediction;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>What is wrong with a request about a session by itself.</summary>
internal static class SessionValidation
{
    private const int MaxMicroBatch = 10_000;

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

    private static void Check(Wire.OnlineSessionSpec spec, List<FieldViolation> violations)
    {
        ResourceName.Check("spec.model", spec.Model, violations);
        PredictionValidation.CheckVersion("spec.version", spec.Version, "live", violations);
        if (spec.HasLearningRate && !(spec.LearningRate > 0 && double.IsFinite(spec.LearningRate)))
            violations.Add(new("spec.learning_rate", $"{spec.LearningRate} is not a finite number above 0"));
        if (spec.MicroBatch is < 0 or > MaxMicroBatch)
            violations.Add(new("spec.micro_batch", $"{spec.MicroBatch} is not within 1 to {MaxMicroBatch}; 0 gives 1"));
        foreach (var twice in spec.Labels.GroupBy(label => label).Where(group => group.Count() > 1))
            violations.Add(new("spec.labels", $"'{twice.Key}' is there {twice.Count()} times"));
    }
}
