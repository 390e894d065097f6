using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Learning.Training;

/// <summary>The bounds of a training spec.</summary>
internal static class TrainingSpecCheck
{
    public const int MaxEpochs = 1_000_000;
    public const int MaxBatchSize = 1_000_000;

    public static void CheckBounds(TrainingSpec spec, List<FieldViolation> violations)
    {
        if (spec.Epochs is < 1 or > MaxEpochs) violations.Add(new("epochs", $"{spec.Epochs} is not from 1 to {MaxEpochs}"));
        if (spec.BatchSize is < 1 or > MaxBatchSize) violations.Add(new("batch_size", $"{spec.BatchSize} is not from 1 to {MaxBatchSize}"));
    }
}
