using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Wire = DistributedDL.Client.Prediction;

namespace DistributedDL.Gateway.Prediction;

/// <summary>What is wrong with a request by itself. The width of an example is known to the model alone.</summary>
internal static class PredictionValidation
{
    public static void Check(Wire.PredictRequest request)
    {
        if (ResourceName.IsValid(request.Model) && request.Version >= 0 && request.Features.Count > 0
            && Finite.IndexOfOther(UnsafeCollectionOperations.AsSpan(request.Features), 0) < 0) return;
        var violations = new List<FieldViolation>();
        ResourceName.Check("model", request.Model, violations);
        CheckVersion("version", request.Version, "live", violations);
        CheckFeatures(request.Features, violations);
        InvalidArgumentException.ThrowIfAny(violations);
    }

    public static void Check(Wire.PredictDatasetRequest request) =>
        Check(request.Model, request.Version, request.Dataset, request.DatasetVersion, request.Split);

    public static void Check(Wire.EvaluateRequest request) =>
        Check(request.Model, request.Version, request.Dataset, request.DatasetVersion, request.Split);

    public static void CheckFeatures(RepeatedField<float> features, List<FieldViolation> violations)
    {
        if (features.Count == 0) violations.Add(new("features", "there are none; at least one example is needed"));
        Finite.Check("features", UnsafeCollectionOperations.AsSpan(features), violations);
    }

    public static void CheckVersion(string field, int version, string zero, List<FieldViolation> violations)
    {
        if (version < 0) violations.Add(new(field, $"{version} is below 0; 0 is the {zero} one"));
    }

    private static void Check(string model, int version, string dataset, int datasetVersion, string split)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("model", model, violations);
        CheckVersion("version", version, "live", violations);
        ResourceName.Check("dataset", dataset, violations);
        CheckVersion("dataset_version", datasetVersion, "latest", violations);
        if (split.Length > 0 && !Split.All.Contains(split))
            violations.Add(new("split", $"'{split}' is not a split; there are {string.Join(", ", Split.All)}"));
        InvalidArgumentException.ThrowIfAny(violations);
    }
}
