using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.MustReach;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Client.Datasets;
using DistributedDL.Client.Prediction;
using DistributedDL.Contracts.Datasets;
using Grpc.Core;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>The steps of a recipe with one seed.</summary>
internal sealed class SeedRun(CommandCall call, RecipeServer server, Recipe recipe, IReadOnlyDictionary<string, DatasetVersion> data, ModelTraining training)
{
    private readonly SortedDictionary<string, double> _metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrainedModel> _models = [];

    /// <summary>By the keys of <see cref="MetricKey"/>.</summary>
    public IReadOnlyDictionary<string, double> Metrics => _metrics;

    /// <summary>What a reader of the report must know.</summary>
    public IReadOnlyList<string> Notes => training.Notes;

    /// <summary>By their names in the recipe.</summary>
    public IReadOnlyDictionary<string, TrainedModel> Models => _models;

    /// <summary>(1) Each step in order; (2) each model measured at its end and wherever a bound looks back.</summary>
    public async Task Run()
    {
        // (1)
        foreach (var step in recipe.Steps)
        {
            try
            {
                await Run(step);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.InvalidArgument or StatusCode.FailedPrecondition)
            {
                var said = ServerFailure.Explain(e);
                throw new CommandFailedException($"{step.Model}: {said.Message}", said.Details);
            }
        }
        // (2)
        foreach (var (name, model) in _models)
        {
            await Measure(model, null, model.Data, [], null);
            foreach (var after in recipe.MustReach.Where(bound => (bound.Model ?? recipe.Result) == name).Select(bound => bound.After).OfType<int>().Distinct().Where(model.HasVersion))
                await Measure(model, after, model.Data, [], null);
        }
    }

    private async Task Run(RecipeStep step)
    {
        switch (step)
        {
            case TrainStep train:
                _models[train.Model] = await training.Train(train, data[train.Data], train.From is { } from ? _models[from] : null);
                break;
            case ContinueStep more:
                await training.Continue(_models[more.Model], more, data[_models[more.Model].Data]);
                break;
            case SetWeightsStep set:
                _models[set.Model] = await training.SetWeights(set);
                break;
            case EvaluateStep evaluate:
                await Measure(_models[evaluate.Model], null, evaluate.Data, evaluate.Splits, evaluate.Data);
                break;
            case LearnOnlineStep online:
                var learned = _models[online.Model] = await new OnlineLearningRun(call, server, recipe, training.Seed, training.Prefix).Learn(online);
                foreach (var (metric, value) in learned.OnlineMetrics) _metrics[MetricKey.Of(recipe.Result, learned.Name, metric)] = value;
                break;
            case BestPriceStep price:
                var (best, share) = await new PriceSearch(call, server).Find(_models[price.Model], price, recipe.Data[price.Data].Orders!);
                _metrics[MetricKey.Of(recipe.Result, price.Model, MetricReader.BestPrice, price.After)] = best;
                _metrics[MetricKey.Of(recipe.Result, price.Model, MetricReader.RevenueShare, price.After)] = share;
                break;
            case NextLettersStep next:
                await Letters(_models[next.Model], next);
                break;
            case GenerateStep generate:
                var writer = _models[generate.Model];
                writer.Generated = await new TextGeneration(call, server).Write(writer, data[writer.Data], generate);
                break;
            default:
                throw new InvalidOperationException($"There is no way to run a {step.GetType().Name}.");
        }
    }

    private async Task Letters(TrainedModel model, NextLettersStep step)
    {
        model.NextLetters = await new LetterPrediction(call, server).Predict(model, data[model.Data], step);
        var known = model.NextLetters.Where(letter => letter.IsRight is not null).ToList();
        if (known.Count > 0) _metrics[MetricKey.Of(recipe.Result, model.Name, MetricReader.TextAccuracy)] = known.Count(letter => letter.IsRight == true) / (double)known.Count;
    }

    private async Task Measure(TrainedModel model, int? after, string dataName, IReadOnlyList<string> splits, string? on)
    {
        var version = data[dataName];
        var known = version.Splits.Where(split => split.Examples > 0).Select(split => split.Name).ToList();
        foreach (var split in splits.Count > 0 ? splits : known)
        {
            var found = await server.Client.Prediction.EvaluateAsync(
                new EvaluateRequest { Model = model.ServerName, Version = model.Version(after), Dataset = version.Dataset, DatasetVersion = version.Version, Split = split }, call.Unlimited);
            foreach (var (metric, value) in found.Metrics.Append(KeyValuePair.Create("loss", found.Loss)))
            {
                _metrics[MetricKey.Of(recipe.Result, model.Name, $"{split}_{metric}", after, on)] = value;
                if (on is null) Exact(model, after ?? model.FinalEpoch, split, metric, value);
            }
        }
    }

    // An epoch's own training metrics are means over its steps; where the epoch was measured afterwards, that is shown.
    private static void Exact(TrainedModel model, int epoch, string split, string metric, double value)
    {
        var at = model.History.FindIndex(report => report.Epoch == epoch);
        if (at < 0 || split != Split.Train || metric == "loss") return;
        model.History[at] = model.History[at] with { Metrics = new Dictionary<string, double>(model.History[at].Metrics) { [$"{split}_{metric}"] = value } };
    }
}
