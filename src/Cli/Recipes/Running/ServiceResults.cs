using System.Globalization;
using System.Runtime.InteropServices;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Client.Datasets;
using DistributedDL.Client.Prediction;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;
using Grpc.Core;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Answers what figures ask, through the service.</summary>
internal sealed class ServiceResults(
    CommandCall call, RecipeServer server, Recipe recipe, IReadOnlyDictionary<string, DatasetVersion> data, IReadOnlyDictionary<string, TrainedModel> models) : IRecipeResults
{
    private const int FloatsInRequest = 200_000;
    private const int RowsInRequest = 512;

    public async Task<ExampleTable> Examples(string name, string? split, int limit, CancellationToken cancellation)
    {
        var version = data[name];
        var (features, targets) = (new List<float>(), new List<float>());
        using var stream = server.Client.Datasets.ReadExamples(
            new ReadExamplesRequest { Name = version.Dataset, Version = version.Version, Split = split ?? "", Limit = limit }, cancellationToken: cancellation);
        await foreach (var part in stream.ResponseStream.ReadAllAsync(cancellation))
        {
            features.AddRange(part.Features);
            targets.AddRange(part.Targets);
        }
        RawUnits.Restore(CollectionsMarshal.AsSpan(features), version.Features.Scales);
        RawUnits.Restore(CollectionsMarshal.AsSpan(targets), RawUnits.OfTarget(version));
        return new ExampleTable([.. version.Features.Shape], [.. features], targets, Labels(recipe.Data[name], version.Target.Labels), [.. version.Features.Names], version.Target.Name);
    }

    public async Task<OutputTable> Predict(string model, int? afterEpoch, float[] features, CancellationToken cancellation)
    {
        var trained = models[model];
        var (serverName, version) = trained.At(afterEpoch);
        var width = trained.Input.Aggregate(1, (product, size) => product * size);
        var floats = Math.Clamp(FloatsInRequest / width, 1, RowsInRequest) * width;
        var (values, outputWidth, steps) = (new List<float>(), 1, 1);
        foreach (var part in RawUnits.Normalise(features, data[trained.Data].Features.Scales).Chunk(floats))
        {
            var request = new PredictRequest { Model = serverName, Version = version };
            request.Features.AddRange(part);
            var response = await server.Client.Prediction.PredictAsync(request, call.Unlimited);
            values.AddRange(response.Outputs);
            (outputWidth, steps) = (response.OutputWidth, response.OutputSteps);
        }
        RawUnits.Restore(CollectionsMarshal.AsSpan(values), RawUnits.OfTarget(data[trained.Data]));
        return new OutputTable([.. values], outputWidth, steps);
    }

    public async Task<EvaluationReport> Evaluate(string model, string name, string split, CancellationToken cancellation)
    {
        var (trained, version) = (models[model], data[name]);
        var found = await server.Client.Prediction.EvaluateAsync(
            new EvaluateRequest { Model = trained.ServerName, Version = trained.Version(null), Dataset = version.Dataset, DatasetVersion = version.Version, Split = split }, call.Unlimited);
        return new EvaluationReport(model, found.Version, name, found.DatasetVersion, split, found.Examples, found.Loss,
            new Dictionary<string, double>(found.Metrics), Labels(recipe.Data[name], found.Labels), [.. found.ConfusionMatrix]);
    }

    public IReadOnlyList<EpochReport> History(string model) => models[model].History;

    public IReadOnlyList<NextLetter> NextLetters(string model) => models[model].NextLetters;

    public IReadOnlyList<StreamReport> Stream(string model) => models[model].Stream;

    public CourierOrders Orders(string data) => recipe.Data[data].Orders!;

    public string Generated(string model) => models[model].Generated;

    /// <summary>Names of classes 0, 1, 2, … where the recipe gives them.</summary>
    private static IReadOnlyList<string> Labels(RecipeData data, IReadOnlyList<string> labels) =>
        [.. labels.Select(label => int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < data.ClassNames.Count ? data.ClassNames[index] : label)];
}
