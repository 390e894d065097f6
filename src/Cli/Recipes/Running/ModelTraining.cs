using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Terminal;
using DistributedDL.Cli.Training;
using DistributedDL.Client.Datasets;
using DistributedDL.Client.Models;
using DistributedDL.Client.Training;
using DistributedDL.Contracts.Datasets;
using EpochReport = DistributedDL.Contracts.Training.EpochReport;
using TrainingSpec = DistributedDL.Client.Training.TrainingSpec;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>
/// Trains one model with one seed. A run's weights after an epoch are a function of its seed alone, whatever the number of
/// epochs asked for; so a version after fewer epochs is a shorter run of the same seed, with the same bits.
/// </summary>
internal sealed class ModelTraining(CommandCall call, RecipeServer server, Recipe recipe, long seed, string prefix)
{
    /// <summary>Creates the model.</summary>
    /// <exception cref="CommandFailedException">Its network has not the parameters that the recipe says.</exception>
    public async Task<TrainedModel> Create(TrainStep step)
    {
        var network = recipe.Networks[step.Network!];
        var name = $"{prefix}{step.Model}-seed{seed}";
        var architecture = Client.Models.ArchitectureSpecs.Parse(Contracts.Models.ArchitectureJson.Write(network.Architecture));
        await server.Client.Models.CreateModelAsync(new CreateModelRequest { Name = name, Architecture = architecture }, call.Brief);
        var summary = await server.Client.Models.GetModelSummaryAsync(new GetModelSummaryRequest { Name = name }, call.Brief);
        if (network.Parameters is { } expected && expected != summary.Parameters)
            throw new CommandFailedException($"networks.{network.Name}: it has {summary.Parameters} parameters; the recipe says {expected}");
        return new TrainedModel(step, name, summary.Parameters);
    }

    /// <summary>Trains to <paramref name="more"/> epochs beyond those done, with a version at each epoch that the recipe looks back at.</summary>
    public async Task Train(TrainedModel model, DatasetVersion data, int more, EvaluationPlan plan)
    {
        var (first, last) = (model.Epochs, model.Epochs + more);
        foreach (var epochs in Stops(model, plan, first, last))
        {
            var isLast = epochs == last;
            var (run, reports) = await Run(model, Spec(model, data, epochs, isLast ? plan : null));
            var version = (await server.Client.Models.GetModelAsync(new GetModelRequest { Name = model.ServerName }, call.Brief)).Versions.Single(v => v.Version == run.ModelVersion);
            model.Add(epochs, version.Version, version.WeightsSha256);
            if (isLast) Record(model, data, reports, plan, first, last);
        }
    }

    private IReadOnlyList<int> Stops(TrainedModel model, EvaluationPlan plan, int first, int last)
    {
        var bounds = recipe.MustReach.Where(bound => (bound.Model ?? recipe.Result) == model.Step.Model).Select(bound => bound.After).OfType<int>();
        return [.. plan.VersionsAt.Concat(bounds).Append(last).Where(epoch => epoch > first && epoch <= last).Distinct().Order()];
    }

    private TrainingSpec Spec(TrainedModel model, DatasetVersion data, int epochs, EvaluationPlan? plan)
    {
        var step = model.Step;
        var spec = new TrainingSpec
        {
            Model = model.ServerName,
            Dataset = data.Dataset,
            DatasetVersion = data.Version,
            Epochs = epochs,
            BatchSize = step.BatchSize ?? (int)Math.Min(TrainStep.MaxBatchSize, data.Splits.Single(split => split.Name == Split.Train).Examples),
            Optimizer = step.Optimizer.Kind,
            Loss = step.Loss?.Kind ?? "",
            Seed = seed,
            NoShuffle = !step.Shuffle,
            ValidationSplit = plan is null ? "" : HeldSplit(plan, data) ?? "",
        };
        if (step.LearningRate is { } rate) spec.LearningRate = rate;
        return spec;
    }

    // A run measures one split beside the training split: the one asked for, else the first that there is.
    private static string? HeldSplit(EvaluationPlan plan, DatasetVersion data) =>
        new[] { Split.Validation, Split.Test }.FirstOrDefault(split =>
            (plan.Splits.Count == 0 || plan.Splits.Contains(split)) && data.Splits.Any(found => found.Name == split && found.Examples > 0));

    private async Task<(TrainingRun Run, List<Epoch> Epochs)> Run(TrainedModel model, TrainingSpec spec)
    {
        var began = call.Time.GetTimestamp();
        var run = await server.Client.Training.StartRunAsync(new StartRunRequest { Spec = spec, Run = Guid.NewGuid().ToString("n")[..12] }, call.Brief);
        var title = $"{model.Step.Model}, seed {seed}";
        var epochs = new List<Epoch>();
        run = await ProgressLine.Show(call, title, async progress =>
        {
            await foreach (var report in RunWatcher.Reports(server.Client, call.Time, run.Run, call.Cancellation))
            {
                epochs.AddRange(report.Epochs);
                if (report.Run is not { } now) continue;
                run = now;
                progress.Report(now.EpochsCompleted, spec.Epochs, RunText.Progress(now));
            }
            return run;
        });
        if (run.State is not Client.Training.RunState.Completed) throw new CommandFailedException($"{title}: the run is {run.State.Name()}: {run.Error}");
        call.Error.WriteLine($"trained {title}: {Figures.Count(spec.Epochs)} epochs in {Figures.Seconds(call.Time.GetElapsedTime(began).TotalSeconds)}, loss {Figures.Number(run.LastEpoch.Loss)}");
        return (run, epochs);
    }

    private static void Record(TrainedModel model, DatasetVersion data, List<Epoch> epochs, EvaluationPlan plan, int first, int last)
    {
        var chosen = plan.Every > 0 || plan.At.Count > 0 ? plan.Epochs(first, last).ToHashSet() : null;
        var held = HeldSplit(plan, data);
        foreach (var epoch in epochs.Where(epoch => epoch.Epoch_ > first && chosen?.Contains(epoch.Epoch_) != false))
            model.History.Add(new EpochReport(epoch.Epoch_, epoch.Loss, epoch.Metrics.ToDictionary(pair => Renamed(pair.Key, held), pair => pair.Value), epoch.Examples, epoch.Seconds));
    }

    private static string Renamed(string metric, string? held)
    {
        const string Validation = "validation_";
        return held is not null && metric.StartsWith(Validation, StringComparison.Ordinal) ? $"{held}_{metric[Validation.Length..]}" : metric;
    }
}
