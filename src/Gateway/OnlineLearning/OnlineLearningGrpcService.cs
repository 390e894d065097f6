using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Prediction;
using DistributedDL.Contracts.Catalog;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Gateway.Catalog;
using DistributedDL.Gateway.Errors;
using DistributedDL.Gateway.Health;
using DistributedDL.Gateway.Models;
using DistributedDL.Gateway.Prediction;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.OnlineLearning;

internal sealed class OnlineLearningGrpcService(IGrainFactory grains, DrainSignal drain, IOptions<GatewayOptions> options, TimeProvider time)
    : OnlineLearningService.OnlineLearningServiceBase
{
    public override async Task<OnlineSession> OpenSession(OpenSessionRequest request, ServerCallContext context)
    {
        SessionValidation.Check(request);
        return (await grains.GetGrain<IOnlineSession>(request.Session).Open(request.Spec.ToContract())).ToWire();
    }

    public override async Task<OnlineSession> GetSession(GetSessionRequest request, ServerCallContext context) =>
        (await Grain(request.Session).Show()).ToWire();

    public override async Task<ListSessionsResponse> ListSessions(ListSessionsRequest request, ServerCallContext context)
    {
        var (sessions, next) = await grains.Page(ResourceKind.OnlineSession, request.PageSize, request.PageToken,
            async session => (await grains.GetGrain<IOnlineSession>(session).Show()).ToWire());
        return new ListSessionsResponse { Sessions = { sessions }, NextPageToken = next };
    }

    public override async Task Learn(IAsyncStreamReader<LearnRequest> requestStream, IServerStreamWriter<LearnResponse> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.Start is not { } start)
            throw new InvalidArgumentException("start", "the first message must be a start, which names the session");
        var session = grains.GetGrain<IOnlineSession>(ResourceName.Require("start.session", start.Session));
        var writer = await session.Attach();
        await responseStream.WriteAsync(new LearnResponse { Started = new LearnStarted { LastSequence = writer.LastSequence } });

        var inbox = new LearnInbox(options.Value.MaxLearnExamples, options.Value.MaxLearnBytes);
        using var stream = new LearnStream(session, writer, inbox, time);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Closing);
        await stream.Run(requestStream, responseStream, Ended, reading.Token);

        Exception Ended() => drain.Closing.IsCancellationRequested
            ? ErrorStatus.Draining.ToRpcException()
            : new OperationCanceledException(context.CancellationToken);
    }

    public override async Task<PredictResponse> PredictSession(PredictSessionRequest request, ServerCallContext context)
    {
        SessionValidation.Check(request);
        return (await grains.GetGrain<IOnlineSession>(request.Session).Predict([.. request.Features])).ToWire();
    }

    public override async Task<ModelVersion> SnapshotSession(SnapshotSessionRequest request, ServerCallContext context)
    {
        SessionValidation.Check(request);
        var operation = request.OperationId.Length > 0 ? request.OperationId : Guid.NewGuid().ToString("N");
        return (await grains.GetGrain<IOnlineSession>(request.Session).Snapshot(new SessionSnapshot(operation, !request.NoPromote, request.Guard?.ToContract()))).ToWire();
    }

    public override async Task<LearnManyResponse> LearnMany(LearnManyRequest request, ServerCallContext context)
    {
        SessionValidation.Check(request);
        var session = grains.GetGrain<IOnlineSession>(request.Session);
        var report = await session.LearnMany(request.OperationId, LateMapping.ToBatch(request.Examples));
        return LateMapping.ToWire(report, await session.Signature());
    }

    public override async Task<PredictTicketedResponse> PredictTicketed(PredictSessionRequest request, ServerCallContext context)
    {
        SessionValidation.Check(request);
        return LateMapping.ToWire(await grains.GetGrain<IOnlineSession>(request.Session).PredictTicketed([.. request.Features]));
    }

    public override async Task<LearnLateResponse> LearnLate(LearnLateRequest request, ServerCallContext context)
    {
        SessionValidation.Check(request);
        return LateMapping.ToLateWire(await grains.GetGrain<IOnlineSession>(request.Session).LearnLate(LateMapping.ToContract(request)));
    }

    public override async Task<OnlineSession> RollbackSession(RollbackSessionRequest request, ServerCallContext context)
    {
        SessionValidation.Check(request);
        return (await grains.GetGrain<IOnlineSession>(request.Session).Rollback(request.Version)).ToWire();
    }

    public override async Task<OnlineSession> CloseSession(CloseSessionRequest request, ServerCallContext context) =>
        (await Grain(request.Session).Close()).ToWire();

    private IOnlineSession Grain(string session) => grains.GetGrain<IOnlineSession>(ResourceName.Require("session", session));
}
