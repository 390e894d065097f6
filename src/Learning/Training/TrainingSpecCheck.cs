using System.Globalization;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Augmentation;
using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training.Schedules;

namespace DistributedDL.Learning.Training;

/// <summary>The bounds of a training spec.</summary>
internal static class TrainingSpecCheck
{
    public const int MaxEpochs = 1_000_000;
    public const int MaxBatchSize = 1_000_000;
    public const int MaxVersions = 1_000;
    public const int MaxWorldSize = 64;
    public const int MaxAverageEvery = 10_000;
    public const int MaxPriority = 100;

    /// <exception cref="InvalidArgumentException">All faults.</exception>
    public static void Check(TrainingSpec spec, ArchitectureSpec architecture, bool hasValidation)
    {
        var violations = new List<FieldViolation>();
        CheckBounds(spec, violations);
        LearnerSpec.Of(spec).BindOptimizer(violations);
        AugmentationBinder.Bind(spec.Augment, architecture.Input, violations);
        if (spec.Augment != "{}" && spec.Transfer?.FeaturesAt is { } layer)
            violations.Add(new(AugmentationBinder.Field, $"the features at layer '{layer}' are computed once, of images as they are; leave out one of the two"));
        int? classes = null;
        try
        {
            var layers = ArchitectureBinder.Bind(architecture);
            var width = OutputForm.Of(layers[^1].Output, layers[^1].Activation).Width;
            classes = LossKinds.Find(spec.Loss, spec.LossParameters, layers[^1].Activation, width, violations)?.Classes(width);
            Trainability.Check(layers, violations);
        }
        catch (InvalidArgumentException e)
        {
            violations.AddRange(e.Violations);
        }
        var monitored = MonitoredMetric.Bind(spec.Monitor, hasValidation, classes, violations);
        LearningRateSchedule.Bind(spec.Schedule, spec.Epochs, monitored.IsLowerBetter, violations);
        StopRule.Bind(spec.StopWhen, hasValidation, classes, violations);
        InvalidArgumentException.ThrowIfAny(violations);
    }

    public static void CheckBounds(TrainingSpec spec, List<FieldViolation> violations)
    {
        CheckCount("epochs", spec.Epochs, MaxEpochs, violations);
        CheckCount("batch_size", spec.BatchSize, MaxBatchSize, violations);
        CheckCount("evaluate_every", spec.EvaluateEvery, MaxEpochs, violations);
        CheckCount("world_size", spec.WorldSize, MaxWorldSize, violations);
        CheckCount("average_every", spec.AverageEvery, MaxAverageEvery, violations);
        if (spec.Priority is < -MaxPriority or > MaxPriority) violations.Add(new("priority", $"{spec.Priority} is not from -{MaxPriority} to {MaxPriority}"));
        if (spec.BatchSize >= 1 && spec.WorldSize > spec.BatchSize) violations.Add(new("world_size", $"{spec.WorldSize} ranks cannot share a batch of {spec.BatchSize} examples; at most {Math.Min(spec.BatchSize, MaxWorldSize)}"));
        if (spec.VersionsAt.Epochs.Count > MaxVersions) violations.Add(new("versions_at", $"{spec.VersionsAt.Epochs.Count} epochs; at most {MaxVersions}"));
        foreach (var epoch in spec.VersionsAt.Epochs.Take(MaxVersions)) CheckCount("versions_at", epoch, MaxEpochs, violations);
        if (spec.EarlyStopping is not { } stopping) return;
        CheckCount("early_stopping.patience", stopping.Patience, MaxEpochs, violations);
        if (!(stopping.MinDelta >= 0 && double.IsFinite(stopping.MinDelta)))
            violations.Add(new("early_stopping.min_delta", string.Create(CultureInfo.InvariantCulture, $"{stopping.MinDelta} is not a finite number of at least 0")));
    }

    private static void CheckCount(string field, int value, int most, List<FieldViolation> violations)
    {
        if (value < 1 || value > most) violations.Add(new(field, $"{value} is not from 1 to {most}"));
    }
}
