using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Datasets;
using DistributedDL.Client.Models;
using DistributedDL.Client.Prediction;
using DistributedDL.Client.Training;
using EpochReport = DistributedDL.Contracts.Training.EpochReport;
using TrainingSpec = DistributedDL.Client.Training.TrainingSpec;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Trains the models of a recipe with one seed.</summary>
internal sealed class ModelTraining(CommandCall call, RecipeServer server, Recipe recipe, long seed, string prefix)
{
    /// <summary>Between the seeds of a run that is started again: more than the seeds of any recipe are apart.</summary>
    public const long SeedStep = 1_000_000;

    public long Seed => seed;

    public string Prefix => prefix;

    /// <summary>Whether nothing else trains at the same time, so that a bar can show its progress.</summary>
    public bool IsAlone { get; init; } = true;

    private RunFollower Follower => field ??= new(call, server, IsAlone);

    /// <summary>What a reader of the report must know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Trains a new model; a dead run is started again with <see cref="SeedStep"/> added to its seed.</summary>
    /// <exception cref="CommandFailedException">A network has not the parameters that the recipe says, or a run failed.</exception>
    public async Task<TrainedModel> Train(TrainStep step, DatasetVersion data, TrainedModel? parent)
    {
        string?[] metrics = [step.EarlyStopping?.Metric, step.StopWhen?.Metric, step.RestartWhen?.Metric, .. Continued(step.Model).Select(more => more.StopWhen?.Metric)];
        var held = SplitChoice.OfRun(step, data, metrics.OfType<string>());
        var name = $"{prefix}{step.Model}-seed{seed}";
        if (step.Network is { } network) await new ModelCreation(call, server).Create(name, recipe.Networks[network]);
        List<EvaluationPlan> plans = [step.Evaluation, .. Continued(step.Model).Select(more => more.Evaluation)];
        var spec = TrainingRequest.Of(step, name, data, seed, held, plans, parent);
        spec.VersionsAt.Add(Versions(step.Model, step.Evaluation, data, held, 0, step.Epochs));
        var (run, epochs) = await Start(step, spec, held);
        var summary = await server.Client.Models.GetModelSummaryAsync(new GetModelSummaryRequest { Name = name }, call.Brief);
        var model = new TrainedModel(step.Model, step.Data, name, summary.Parameters, [.. summary.Input])
        {
            Run = run.Run,
            HeldSplit = held,
            Parent = parent is null || step.Transfer?.NewHead.Count > 0 ? null : parent.At(null),
        };
        await Record(model, run, epochs, data, step.Evaluation);
        return model;
    }

    public Task<TrainedModel> SetWeights(SetWeightsStep step) =>
        new ModelCreation(call, server).SetWeights($"{prefix}{step.Model}-seed{seed}", recipe.Networks[step.Network], step);

    /// <summary>Goes on with the model's run.</summary>
    public async Task Continue(TrainedModel model, ContinueStep step, DatasetVersion data)
    {
        var first = model.Epochs;
        var request = new ResumeRunRequest { Run = model.Run, MoreEpochs = step.Epochs, StopWhen = TrainingRequest.Stop(step.StopWhen, model.HeldSplit) };
        request.VersionsAt.Add(Versions(step.Model, step.Evaluation, data, model.HeldSplit, first, first + step.Epochs));
        var resumed = await server.Client.Training.ResumeRunAsync(request, call.Brief);
        var (run, epochs, _) = await Follower.Follow(resumed, Title(model.Name), first, null);
        await Record(model, run, epochs, data, step.Evaluation);
    }

    private IEnumerable<ContinueStep> Continued(string model) => recipe.Steps.OfType<ContinueStep>().Where(more => more.Model == model);

    private string Title(string model) => $"{model}, seed {seed}";

    private async Task<(TrainingRun Run, List<Epoch> Epochs)> Start(TrainStep step, TrainingSpec spec, string? held)
    {
        var rule = step.RestartWhen is { } given ? given with { Metric = SplitChoice.ToRun(given.Metric, held) } : null;
        for (var attempt = 1; ; attempt++)
        {
            var started = await server.Client.Training.StartRunAsync(new StartRunRequest { Spec = spec, Run = Guid.NewGuid().ToString("n")[..12] }, call.Brief);
            var (run, epochs, dead) = await Follower.Follow(started, Title(step.Model), 0, rule);
            if (dead is not { } value) return (run, epochs);
            var what = $"{Title(step.Model)}: {step.RestartWhen!.Metric} was {Figures.Number(value)} after epoch {Figures.Count(rule!.AfterEpoch)}, below {Figures.Number(rule.Below)}";
            if (attempt == rule.Attempts) throw new CommandFailedException($"{what}; so it was {attempt} times");
            spec.Seed += SeedStep;
            Notes.Add($"{what}; started again with seed {spec.Seed}.");
            call.Error.WriteLine(Notes[^1]);
        }
    }

    /// <summary>Epochs that something looks back at: a figure, a bound, or a split that the run does not measure.</summary>
    private IEnumerable<int> Versions(string model, EvaluationPlan plan, DatasetVersion data, string? held, int first, int last)
    {
        var bounds = recipe.MustReach.Where(bound => (bound.Model ?? recipe.Result) == model).Select(bound => bound.After).OfType<int>();
        var others = SplitChoice.Others(model, plan, data, held).Count > 0 ? plan.Epochs(first, last) : [];
        return plan.VersionsAt.Concat(bounds).Concat(others).Where(epoch => epoch > first && epoch <= last).Distinct().Order();
    }

    private async Task Record(TrainedModel model, TrainingRun run, List<Epoch> epochs, DatasetVersion data, EvaluationPlan plan)
    {
        var first = model.Epochs;
        var versions = (await server.Client.Models.GetModelAsync(new GetModelRequest { Name = model.ServerName }, call.Brief)).Versions;
        foreach (var version in versions.Where(version => version.Lineage.Run == run.Run)) model.Add(version.Lineage.Epoch, version.Version);
        var last = versions.Single(version => version.Version == run.ModelVersion);
        model.End(run.EpochsCompleted, last.Lineage.Epoch, last.Version, last.WeightsSha256);
        var chosen = plan.Every > 0 || plan.At.Count > 0 ? plan.Epochs(first, model.Epochs).ToHashSet() : null;
        foreach (var epoch in epochs.Where(epoch => epoch.Epoch_ > first && chosen?.Contains(epoch.Epoch_) != false))
            model.History.Add(new EpochReport(epoch.Epoch_, epoch.Loss, epoch.Metrics.ToDictionary(pair => SplitChoice.ToRecipe(pair.Key, model.HeldSplit), pair => pair.Value), epoch.Examples, epoch.Seconds));
        foreach (var split in SplitChoice.Others(model.Name, plan, data, model.HeldSplit)) await Measure(model, data, split, first);
    }

    private async Task Measure(TrainedModel model, DatasetVersion data, string split, int first)
    {
        for (var i = 0; i < model.History.Count; i++)
        {
            var report = model.History[i];
            if (report.Epoch <= first || !model.HasVersion(report.Epoch)) continue;
            var found = await server.Client.Prediction.EvaluateAsync(
                new EvaluateRequest { Model = model.ServerName, Version = model.Version(report.Epoch), Dataset = data.Dataset, DatasetVersion = data.Version, Split = split }, call.Unlimited);
            var metrics = new Dictionary<string, double>(report.Metrics) { [$"{split}_loss"] = found.Loss };
            foreach (var (metric, value) in found.Metrics) metrics[$"{split}_{metric}"] = value;
            model.History[i] = report with { Metrics = metrics };
        }
    }
}
