using DistributedDL.Client.Prediction;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Gateway.Errors;
using DistributedDL.Gateway.Health;
using Grpc.Core;

namespace DistributedDL.Gateway.Prediction;

internal sealed class PredictionGrpcService(IGrainFactory grains, PredictBatcher batcher, DrainSignal drain) : PredictionService.PredictionServiceBase
{
    private const int ExamplesAPart = 1_000;

    public override async Task<PredictResponse> Predict(PredictRequest request, ServerCallContext context)
    {
        PredictionValidation.Check(request);
        return (await batcher.Predict(request.Model, VersionOf(request.Version), request.Features, context.CancellationToken)).ToWire();
    }

    /// <summary>Model version and data set version stay those of the first part, though live and latest may move meanwhile.</summary>
    public override async Task PredictDataset(PredictDatasetRequest request, IServerStreamWriter<PredictResponse> responseStream, ServerCallContext context)
    {
        PredictionValidation.Check(request);
        var predictor = grains.GetGrain<IPredictor>(request.Model);
        var (slice, examples) = await Slice(request);
        var version = VersionOf(request.Version);
        for (long offset = 0; offset < examples; offset += ExamplesAPart)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (drain.Closing.IsCancellationRequested) throw ErrorStatus.Draining.ToRpcException();
            var report = await predictor.PredictDataset(version, slice with { Offset = offset, Limit = ExamplesAPart });
            version = report.Version;
            await responseStream.WriteAsync(report.ToWire(), context.CancellationToken);
        }
    }

    public override async Task<Evaluation> Evaluate(EvaluateRequest request, ServerCallContext context)
    {
        PredictionValidation.Check(request);
        var slice = new DatasetSlice(request.Dataset, VersionOf(request.DatasetVersion), request.Split.Length == 0 ? Split.Test : request.Split);
        var report = await grains.GetGrain<IPredictor>(request.Model).Evaluate(VersionOf(request.Version), slice, context.CancellationToken);
        return report.ToWire();
    }

    private async Task<(DatasetSlice Slice, long Examples)> Slice(PredictDatasetRequest request)
    {
        var dataset = await grains.GetGrain<IDataset>(request.Dataset).Show();
        var version = request.DatasetVersion == 0 ? dataset.Latest : dataset.Versions.FirstOrDefault(version => version.Version == request.DatasetVersion)
            ?? throw new ResourceNotFoundException("dataset version", $"{request.Dataset}@{request.DatasetVersion}");
        var splits = version.Splits.Where(split => request.Split.Length == 0 || split.Name == request.Split).ToList();
        if (splits.Count == 0)
            throw new InvalidArgumentException("split", $"data set '{request.Dataset}' has no split '{request.Split}'; it has {string.Join(", ", version.Splits.Select(split => split.Name))}");
        return (new DatasetSlice(request.Dataset, version.Version, request.Split.Length == 0 ? null : request.Split), splits.Sum(split => split.Examples));
    }

    private static int? VersionOf(int version) => version == 0 ? null : version;
}
