using DistributedDL.Clustering;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Learning.Training;
using DistributedDL.Silo.Datasets;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Metrics;
using DistributedDL.Silo.Models;
using DistributedDL.Silo.Placement;
using DistributedDL.Storage.Datasets;
using Orleans.Concurrency;

namespace DistributedDL.Silo.Prediction;

/// <summary>
/// Predicts with published versions. It has no state, so its calls may interleave; what bounds them is the queue of the lanes.
/// </summary>
[StatelessWorker, Reentrant, RunsOn(ProcessRoles.Serving)]
internal sealed class PredictorGrain(NetworkCache networks, LaneSet lanes, DatasetStore datasets, SiloMetrics metrics) : Grain, IPredictor
{
    private string Model => this.GetPrimaryKeyString();

    public async Task<PredictReport> Predict(int? version, float[] features)
    {
        var resolved = await Resolve(version);
        var rows = FeatureRows.Check(features, Width(resolved), $"model '{Model}'");
        using var lease = await networks.Rent(resolved);
        var network = lease.Network;
        return await lanes.Serving.Run(lane => ComputeOnLane(network.OnLane(lane), resolved, features, rows));
    }

    public async Task<PredictReport> PredictDataset(int? version, DatasetSlice slice)
    {
        var resolved = await Resolve(version);
        var data = await FindData(slice);
        RequireWidth(resolved, data, slice.Dataset);
        VocabularyCheck.Require(resolved, data, slice.Dataset);
        var features = await StoredRows.Read(await Open(slice.Dataset, data), slice);
        using var lease = await networks.Rent(resolved);
        var weights = lease.Network;
        return await lanes.Evaluation.Run(_ =>
        {
            using var network = weights.Create();
            return ComputeOnLane(network, resolved, features, features.Length / data.Features.Width);
        });
    }

    public async Task<EvaluationReport> Evaluate(int? version, DatasetSlice slice, CancellationToken cancellation)
    {
        var resolved = await Resolve(version);
        var data = await FindData(slice);
        RequireWidth(resolved, data, slice.Dataset);
        VocabularyCheck.Require(resolved, data, slice.Dataset);
        var splits = EvaluationSplits(slice, data);
        var map = LabelMap.Create(resolved, data, slice.Dataset, splits);
        var reader = await Open(slice.Dataset, data, cancellation);
        using var examples = await Task.Run(() => ExampleLoader.Load(reader, [.. splits.Select(split => split.Name)], map, cancellation), cancellation);
        using var lease = await networks.Rent(resolved);
        var weights = lease.Network;
        var result = await lanes.Evaluation.Run(_ =>
        {
            using var network = weights.Create();
            return Evaluator.Evaluate(network, examples, loss: null, cancellation);
        }, cancellation);
        metrics.Predicted(Model, result.Examples);
        return new EvaluationReport(
            Model, resolved.Version, slice.Dataset, data.Version, slice.Split ?? "all",
            result.Examples, result.Loss, result.Metrics, resolved.Signature.Labels, result.ConfusionMatrix)
        { Classes = result.Classes };
    }

    private PredictReport ComputeOnLane(Learning.Networks.Network network, ModelVersionReport version, float[] features, int rows)
    {
        var outputs = new float[rows * network.OutputWidth];
        network.Predict(features, rows, outputs);
        metrics.Predicted(Model, rows);
        return new PredictReport(Model, version.Version, outputs, network.OutputWidth, version.Signature) { OutputSteps = version.Signature.Labels.Count > 0 ? network.Form.Steps : 1 };
    }

    private Task<ModelVersionReport> Resolve(int? version) => GrainFactory.GetGrain<IModel>(Model).Resolve(version);

    private async Task<DatasetVersionReport> FindData(DatasetSlice slice)
    {
        var dataset = await GrainFactory.GetGrain<IDataset>(slice.Dataset).Show();
        if (slice.Version is not { } wanted) return dataset.Latest;
        return dataset.Versions.FirstOrDefault(version => version.Version == wanted)
            ?? throw new ResourceNotFoundException("dataset version", $"{slice.Dataset}@{wanted}");
    }

    private Task<DatasetReader> Open(string dataset, DatasetVersionReport data, CancellationToken cancellation = default) =>
        Task.Run(() => datasets.Open(dataset, data.Version, data.ManifestSha256, cancellation), cancellation);

    private static SplitReport[] EvaluationSplits(DatasetSlice slice, DatasetVersionReport data)
    {
        var faults = new List<FieldViolation>();
        if (slice.Offset != 0 || slice.Limit != int.MaxValue) faults.Add(new("offset", "an evaluation is of a whole split; offset and limit are for predictions"));
        var splits = data.Splits.Where(split => split.Examples > 0 && (slice.Split is null || split.Name == slice.Split)).ToArray();
        if (splits.Length == 0)
            faults.Add(new("split", $"data set '{slice.Dataset}' version {data.Version} has no examples in split '{slice.Split}'; it has {string.Join(", ", data.Splits.Select(s => $"{s.Name} ({s.Examples})"))}"));
        InvalidArgumentException.ThrowIfAny(faults);
        return splits;
    }

    private static void RequireWidth(ModelVersionReport version, DatasetVersionReport data, string dataset)
    {
        if (data.Features.Width == Width(version)) return;
        throw new InvalidArgumentException("dataset", $"data set '{dataset}' has {data.Features.Width} features an example; model '{version.Model}' takes rows of {Width(version)}");
    }

    private static int Width(ModelVersionReport version) => version.Architecture.Input.Aggregate(1, (product, size) => product * size);
}
