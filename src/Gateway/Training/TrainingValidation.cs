using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Contracts.Training;
using Wire = DistributedDL.Client.Training;

namespace DistributedDL.Gateway.Training;

/// <summary>What is wrong with a training request by itself.</summary>
internal static class TrainingValidation
{
    private const int MaxEpochs = 1_000_000;
    private const int MaxBatchSize = 1_000_000;

    /// <returns>The spec as grains take it.</returns>
    /// <exception cref="InvalidArgumentException">Names every fault.</exception>
    public static TrainingSpec Check(Wire.StartRunRequest request)
    {
        var violations = new List<FieldViolation>();
        if (request.Run.Length > 0) ResourceName.Check("run", request.Run, violations);
        if (request.Spec is { } spec) Check(spec, violations);
        else violations.Add(new("spec", "is missing"));
        var contract = request.Spec?.ToContract(violations);
        InvalidArgumentException.ThrowIfAny(violations);
        return contract!;
    }

    /// <returns>The epochs that a resumed run gets more; 0 for none.</returns>
    /// <exception cref="InvalidArgumentException">They are out of bounds.</exception>
    public static int Check(Wire.ResumeRunRequest request)
    {
        var violations = new List<FieldViolation>();
        if (request.MoreEpochs is < 0 or > MaxEpochs) violations.Add(new("more_epochs", $"{request.MoreEpochs} is not within 0 to {MaxEpochs}"));
        if (request.MoreEpochs == 0 && request.StopWhen is not null) violations.Add(new("stop_when", "goes with more_epochs"));
        if (request.MoreEpochs == 0 && request.VersionsAt.Count > 0) violations.Add(new("versions_at", "goes with more_epochs"));
        InvalidArgumentException.ThrowIfAny(violations);
        return request.MoreEpochs;
    }

    private static void Check(Wire.TrainingSpec spec, List<FieldViolation> violations)
    {
        ResourceName.Check("spec.model", spec.Model, violations);
        ResourceName.Check("spec.dataset", spec.Dataset, violations);
        if (spec.DatasetVersion < 0) violations.Add(new("spec.dataset_version", $"{spec.DatasetVersion} is below 0; 0 is the latest"));
        if (spec.Epochs is < 1 or > MaxEpochs) violations.Add(new("spec.epochs", $"{spec.Epochs} is not within 1 to {MaxEpochs}"));
        if (spec.BatchSize is < 0 or > MaxBatchSize) violations.Add(new("spec.batch_size", $"{spec.BatchSize} is not within 1 to {MaxBatchSize}; 0 gives 32"));
        if (spec.HasLearningRate && !(spec.LearningRate > 0 && double.IsFinite(spec.LearningRate)))
            violations.Add(new("spec.learning_rate", $"{spec.LearningRate} is not a finite number above 0"));
        if (spec.ValidationSplit.Length > 0 && !Split.All.Contains(spec.ValidationSplit))
            violations.Add(new("spec.validation_split", $"'{spec.ValidationSplit}' is not a split; there are {string.Join(", ", Split.All)}"));
        if (spec.EvaluateEvery is < 0 or > MaxEpochs) violations.Add(new("spec.evaluate_every", $"{spec.EvaluateEvery} is not within 1 to {MaxEpochs}; 0 gives 1"));
        if (spec.Transfer is not { } transfer) return;
        ResourceName.Check("spec.transfer.parent_model", transfer.ParentModel, violations);
        if (transfer.ParentVersion < 0) violations.Add(new("spec.transfer.parent_version", $"{transfer.ParentVersion} is below 0; 0 is the live one"));
    }
}
