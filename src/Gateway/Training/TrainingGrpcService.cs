using DistributedDL.Client.Training;
using DistributedDL.Contracts.Catalog;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Contracts.Training;
using DistributedDL.Gateway.Catalog;
using DistributedDL.Gateway.Errors;
using DistributedDL.Gateway.Health;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.Training;

internal sealed class TrainingGrpcService(IGrainFactory grains, DrainSignal drain, IOptions<GatewayOptions> options, TimeProvider time)
    : TrainingService.TrainingServiceBase
{
    public override async Task<TrainingRun> StartRun(StartRunRequest request, ServerCallContext context)
    {
        var spec = TrainingValidation.Check(request);
        // Ids of ours sort by the time of their making, and so do lists of runs.
        var run = request.Run.Length > 0 ? request.Run : Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        return (await grains.GetGrain<ITrainingRun>(run).Start(spec)).ToWire();
    }

    public override async Task<TrainingRun> GetRun(GetRunRequest request, ServerCallContext context) =>
        (await Grain(request.Run).Show()).ToWire();

    public override async Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        var (runs, next) = await grains.Page(ResourceKind.TrainingRun, request.PageSize, request.PageToken,
            async run => (await grains.GetGrain<ITrainingRun>(run).Show()).ToWire());
        return new ListRunsResponse { Runs = { runs }, NextPageToken = next };
    }

    public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<WatchRunResponse> responseStream, ServerCallContext context)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("run", request.Run, violations);
        if (request.AfterEpoch < 0) violations.Add(new("after_epoch", $"{request.AfterEpoch} is below 0"));
        InvalidArgumentException.ThrowIfAny(violations);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Closing);
        try
        {
            await foreach (var message in RunWatch.Follow(grains.GetGrain<ITrainingRun>(request.Run), request.AfterEpoch, options.Value.WatchInterval, time, ends.Token))
                await responseStream.WriteAsync(message, context.CancellationToken);
        }
        catch (OperationCanceledException) when (drain.Closing.IsCancellationRequested)
        {
            throw ErrorStatus.Draining.ToRpcException();
        }
    }

    public override async Task<TrainingRun> CancelRun(CancelRunRequest request, ServerCallContext context) =>
        (await Grain(request.Run).Cancel()).ToWire();

    public override async Task<TrainingRun> ResumeRun(ResumeRunRequest request, ServerCallContext context) =>
        (await (TrainingValidation.Check(request) > 0 ? Grain(request.Run).Extend(request.ToContract()) : Grain(request.Run).Resume())).ToWire();

    private ITrainingRun Grain(string run) => grains.GetGrain<ITrainingRun>(ResourceName.Require("run", run));
}
