using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Gateway.Models;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.Training;

namespace DistributedDL.Gateway.Training;

/// <summary>Between the wire and the grains.</summary>
internal static class TrainingMapping
{
    private const int DefaultBatchSize = 32;
    private const string DefaultOptimizer = "adam";

    /// <summary>Of a spec that <see cref="TrainingValidation"/> has let through; structs that hold no JSON are the violations.</summary>
    public static TrainingSpec ToContract(this Wire.TrainingSpec spec, List<FieldViolation> violations) => new()
    {
        Model = spec.Model,
        Dataset = spec.Dataset,
        DatasetVersion = spec.DatasetVersion == 0 ? null : spec.DatasetVersion,
        Epochs = spec.Epochs,
        BatchSize = spec.BatchSize == 0 ? DefaultBatchSize : spec.BatchSize,
        Optimizer = spec.Optimizer.Length == 0 ? DefaultOptimizer : spec.Optimizer,
        LearningRate = spec.HasLearningRate ? spec.LearningRate : null,
        Loss = spec.Loss.Length == 0 ? null : spec.Loss,
        Seed = spec.Seed,
        Shuffle = !spec.NoShuffle,
        Promote = !spec.NoPromote,
        ValidationSplit = spec.ValidationSplit.Length == 0 ? null : spec.ValidationSplit,
        OptimizerParameters = StructJson.Write(spec.OptimizerParameters, "spec.optimizer_parameters", violations),
        LossParameters = StructJson.Write(spec.LossParameters, "spec.loss_parameters", violations),
        ClipNorm = spec.HasClipNorm ? spec.ClipNorm : null,
        Schedule = spec.Schedule is { } schedule
            ? new ScheduleSpec(schedule.Kind, StructJson.Write(schedule.Parameters, "spec.schedule.parameters", violations)) : null,
        EarlyStopping = spec.EarlyStopping is { } stopping ? new EarlyStoppingSpec(stopping.Patience, stopping.MinDelta, stopping.KeepLast) : null,
        EvaluateEvery = spec.EvaluateEvery == 0 ? 1 : spec.EvaluateEvery,
        Monitor = spec.Monitor.Length == 0 ? null : spec.Monitor,
        KeepBest = spec.KeepBest,
        Transfer = spec.Transfer?.ToContract(violations),
        Augment = StructJson.Write(spec.Augment, "spec.augment", violations),
        StopWhen = spec.StopWhen?.ToContract(),
        VersionsAt = new EpochList([.. spec.VersionsAt]),
        WorldSize = spec.WorldSize == 0 ? 1 : spec.WorldSize,
        AverageEvery = spec.AverageEvery == 0 ? 1 : spec.AverageEvery,
        Priority = spec.Priority,
    };

    public static RunExtension ToContract(this Wire.ResumeRunRequest request) =>
        new(request.MoreEpochs) { StopWhen = request.StopWhen?.ToContract(), VersionsAt = new EpochList([.. request.VersionsAt]) };

    public static Wire.TrainingRun ToWire(this TrainingRunReport report) => new()
    {
        Run = report.Run,
        Spec = report.Spec.ToWire(),
        State = report.State switch
        {
            RunState.Queued => Wire.RunState.Queued,
            RunState.Running => Wire.RunState.Running,
            RunState.Completed => Wire.RunState.Completed,
            RunState.Failed => Wire.RunState.Failed,
            RunState.Cancelled => Wire.RunState.Cancelled,
            _ => Wire.RunState.Unspecified,
        },
        EpochsCompleted = report.EpochsCompleted,
        LastEpoch = report.LastEpoch?.ToWire(),
        EpochExamplesDone = report.EpochExamplesDone,
        EpochExamples = report.EpochExamples,
        ModelVersion = report.ModelVersion ?? 0,
        Error = report.Error ?? "",
        Attempt = report.Attempt,
        CreatedAt = Timestamp.FromDateTimeOffset(report.CreatedAt),
        StartedAt = report.StartedAt is { } started ? Timestamp.FromDateTimeOffset(started) : null,
        EndedAt = report.EndedAt is { } ended ? Timestamp.FromDateTimeOffset(ended) : null,
        BestEpoch = report.BestEpoch ?? 0,
        StoppedEarly = report.StoppedEarly,
        Ranks = report.Ranks,
        Events = { report.Events.Select(e => new Wire.RunEvent { At = Timestamp.FromDateTimeOffset(e.At), Attempt = e.Attempt, Text = e.Text }) },
    };

    public static Wire.Epoch ToWire(this EpochReport report)
    {
        var epoch = new Wire.Epoch { Epoch_ = report.Epoch, Loss = report.Loss, Examples = report.Examples, Seconds = report.Seconds };
        foreach (var (name, value) in report.Metrics) epoch.Metrics.Add(name, value);
        return epoch;
    }

    private static Wire.TrainingSpec ToWire(this TrainingSpec spec)
    {
        var wire = new Wire.TrainingSpec
        {
            Model = spec.Model,
            Dataset = spec.Dataset,
            DatasetVersion = spec.DatasetVersion ?? 0,
            Epochs = spec.Epochs,
            BatchSize = spec.BatchSize,
            Optimizer = spec.Optimizer,
            Loss = spec.Loss ?? "",
            Seed = spec.Seed,
            NoShuffle = !spec.Shuffle,
            NoPromote = !spec.Promote,
            ValidationSplit = spec.ValidationSplit ?? "",
            OptimizerParameters = Parameters(spec.OptimizerParameters),
            LossParameters = Parameters(spec.LossParameters),
            Schedule = spec.Schedule is { } schedule ? new Wire.Schedule { Kind = schedule.Kind, Parameters = Parameters(schedule.Parameters) } : null,
            EarlyStopping = spec.EarlyStopping is { } stopping
                ? new Wire.EarlyStopping { Patience = stopping.Patience, MinDelta = stopping.MinDelta, KeepLast = stopping.KeepLast } : null,
            EvaluateEvery = spec.EvaluateEvery == 1 ? 0 : spec.EvaluateEvery,
            Monitor = spec.Monitor ?? "",
            KeepBest = spec.KeepBest,
            Transfer = spec.Transfer?.ToWire(),
            Augment = Parameters(spec.Augment),
            StopWhen = spec.StopWhen?.ToWire(),
            VersionsAt = { spec.VersionsAt.Epochs },
            WorldSize = spec.WorldSize == 1 ? 0 : spec.WorldSize,
            AverageEvery = spec.AverageEvery == 1 ? 0 : spec.AverageEvery,
            Priority = spec.Priority,
        };
        if (spec.ClipNorm is { } norm) wire.ClipNorm = norm;
        if (spec.LearningRate is { } rate) wire.LearningRate = rate;
        return wire;
    }

    private static StopWhenSpec ToContract(this Wire.StopWhen stop) =>
        new(stop.Metric, stop.HasAtLeast ? stop.AtLeast : null, stop.HasAtMost ? stop.AtMost : null);

    private static Wire.StopWhen ToWire(this StopWhenSpec stop)
    {
        var wire = new Wire.StopWhen { Metric = stop.Metric };
        if (stop.AtLeast is { } least) wire.AtLeast = least;
        if (stop.AtMost is { } most) wire.AtMost = most;
        return wire;
    }

    private static Struct? Parameters(string json) => json == "{}" ? null : StructJson.Read(json);
}
