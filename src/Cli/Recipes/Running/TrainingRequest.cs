using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Client.Datasets;
using DistributedDL.Client.Models;
using DistributedDL.Client.Training;
using DistributedDL.Contracts.Datasets;
using Google.Protobuf.WellKnownTypes;
using EarlyStopping = DistributedDL.Client.Training.EarlyStopping;
using StopWhen = DistributedDL.Client.Training.StopWhen;
using TrainingSpec = DistributedDL.Client.Training.TrainingSpec;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>A training step as the service takes it.</summary>
internal static class TrainingRequest
{
    /// <param name="plans">Of the step, and of the steps that continue it.</param>
    public static TrainingSpec Of(TrainStep step, string model, DatasetVersion data, long seed, string? held, IReadOnlyList<EvaluationPlan> plans, TrainedModel? parent)
    {
        var spec = new TrainingSpec
        {
            Model = model,
            Dataset = data.Dataset,
            DatasetVersion = data.Version,
            Epochs = step.Epochs,
            BatchSize = step.BatchSize ?? (int)Math.Min(TrainStep.MaxBatchSize, data.Splits.Single(split => split.Name == Split.Train).Examples),
            Optimizer = step.Optimizer.Kind,
            OptimizerParameters = Settings(step.Optimizer),
            Loss = step.Loss?.Kind ?? "",
            LossParameters = Settings(step.Loss),
            Seed = seed,
            NoShuffle = !step.Shuffle,
            ValidationSplit = held ?? "",
            EvaluateEvery = EvaluateEvery(step, plans),
            Schedule = step.Schedule is { } schedule ? new Schedule { Kind = schedule.Kind, Parameters = Settings(schedule) ?? new Struct() } : null,
            StopWhen = Stop(step.StopWhen, held),
            Augment = step.Augment is { } augment ? Struct.Parser.ParseJson(augment) : null,
            Transfer = parent is null ? null : Transfer(step.Transfer ?? new TransferPlan(), parent),
        };
        if (step.LearningRate is { } rate) spec.LearningRate = rate;
        if (step.ClipNorm is { } norm) spec.ClipNorm = norm;
        if (step.EarlyStopping is not { } stopping) return spec;
        spec.EarlyStopping = new EarlyStopping { Patience = stopping.Patience, MinDelta = stopping.MinDelta, KeepLast = !stopping.RestoreBest };
        spec.Monitor = SplitChoice.ToRun(stopping.Metric, held);
        return spec;
    }

    public static StopWhen? Stop(Steps.StopWhen? stop, string? held)
    {
        if (stop is null) return null;
        var wire = new StopWhen { Metric = SplitChoice.ToRun(stop.Metric, held) };
        if (stop.AtLeast is { } least) wire.AtLeast = least;
        if (stop.AtMost is { } most) wire.AtMost = most;
        return wire;
    }

    // Seldom enough, and at each epoch that is asked for; early stopping counts epochs.
    private static int EvaluateEvery(TrainStep step, IReadOnlyList<EvaluationPlan> plans)
    {
        var epochs = plans.SelectMany(plan => plan.At.Append(plan.Every)).Where(epoch => epoch > 0).ToList();
        if (step.EarlyStopping is not null || epochs.Count == 0) return 1;
        return epochs.Append(step.RestartWhen?.AfterEpoch ?? 0).Aggregate(Divisor);
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);

    private static Transfer Transfer(TransferPlan plan, TrainedModel parent)
    {
        var transfer = new Transfer
        {
            ParentModel = parent.ServerName,
            ParentVersion = parent.Version(null),
            KeepOptimizer = plan.KeepOptimizer,
            Freeze = { plan.Freeze },
            AllButLast = plan.FreezeAllButLast,
            UnfreezeAtEpoch = plan.UnfreezeAtEpoch ?? 0,
            After = plan.NewHeadAfter ?? "",
            FeaturesAt = plan.FeaturesAt ?? "",
        };
        foreach (var layer in plan.NewHead)
            transfer.NewHead.Add(new LayerSpec { Kind = layer.Kind, Name = layer.Name ?? "", Parameters = Struct.Parser.ParseJson(layer.Parameters) });
        if (plan.BodyLearningRate is { } rate) transfer.BodyLearningRate = rate;
        return transfer;
    }

    private static Struct? Settings(Choice? choice) => choice is null || choice.Settings == "{}" ? null : Struct.Parser.ParseJson(choice.Settings);
}
