using System.Collections.Frozen;
using System.Diagnostics;
using DistributedDL.Client;
using DistributedDL.Gateway.Health;
using DistributedDL.Gateway.Metrics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;

namespace DistributedDL.Gateway.Errors;

/// <summary>Around every call: counts and times it, and turns what it throws into a status with details.</summary>
internal sealed partial class CallInterceptor(GatewayMetrics metrics, DrainSignal drain, ClusterReadiness readiness, TimeProvider time, ILogger<CallInterceptor> logger) : Interceptor
{
    private static readonly FrozenSet<string> Reads = ReadMethods.All.Select(method => $"/{method.Service.FullName}/{method.Name}").ToFrozenSet(StringComparer.Ordinal);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var call = Begin(context);
        try
        {
            RefuseBeforeAndAfter(context);
            var response = await continuation(request, context);
            End(context, context.Status.StatusCode, call);
            return response;
        }
        catch (Exception e)
        {
            throw Failed(e, context, call);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var call = Begin(context);
        try
        {
            RefuseBeforeAndAfter(context);
            var response = await continuation(requests, context);
            End(context, context.Status.StatusCode, call);
            return response;
        }
        catch (Exception e)
        {
            throw Failed(e, context, call);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var call = Begin(context);
        try
        {
            RefuseBeforeAndAfter(context);
            await continuation(request, responses, context);
            End(context, context.Status.StatusCode, call);
        }
        catch (Exception e)
        {
            throw Failed(e, context, call);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var call = Begin(context);
        try
        {
            RefuseBeforeAndAfter(context);
            await continuation(requests, responses, context);
            End(context, context.Status.StatusCode, call);
        }
        catch (Exception e)
        {
            throw Failed(e, context, call);
        }
    }

    private Call Begin(ServerCallContext context)
    {
        metrics.Begin(context.Method);
        drain.Enter();
        return new Call(time.GetTimestamp(), drain.Aborting.UnsafeRegister(static http => ((HttpContext)http!).Abort(), context.GetHttpContext()));
    }

    private void End(ServerCallContext context, StatusCode code, in Call call)
    {
        call.Abort.Dispose();
        metrics.End(context.Method, code, time.GetElapsedTime(call.Began));
        drain.Leave();
    }

    // Health and reflection answer from the first moment to the last. Before the cluster has answered once, its grains are not known.
    private void RefuseBeforeAndAfter(ServerCallContext context)
    {
        if (!context.Method.StartsWith("/distributeddl.", StringComparison.Ordinal)) return;
        if (drain.Closing.IsCancellationRequested) throw ErrorStatus.Draining.ToRpcException();
        if (!readiness.HasBeenReady) throw ErrorStatus.Starting.ToRpcException();
    }

    private RpcException Failed(Exception failure, ServerCallContext context, in Call call)
    {
        var rpc = Translate(failure, context);
        End(context, rpc.StatusCode, call);
        return rpc;
    }

    private RpcException Translate(Exception failure, ServerCallContext context)
    {
        if (failure is RpcException already) return already;
        if (context.CancellationToken.IsCancellationRequested && failure is OperationCanceledException or IOException or InvalidOperationException)
            return Ended(context);
        if (ErrorStatus.Of(failure, Reads.Contains(context.Method)) is { } status)
        {
            LogRefused(logger, context.Method, (StatusCode)status.Code, status.Message);
            return status.ToRpcException();
        }
        if (drain.IsDraining && failure is OperationCanceledException) return ErrorStatus.Draining.ToRpcException();
        var errorId = Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N");
        LogBug(logger, failure, context.Method, errorId);
        return ErrorStatus.OfBug(errorId).ToRpcException();
    }

    private readonly record struct Call(long Began, CancellationTokenRegistration Abort);

    private RpcException Ended(ServerCallContext context) => context.Deadline <= time.GetUtcNow().UtcDateTime
        ? new RpcException(new Status(StatusCode.DeadlineExceeded, "the deadline of the call has passed"))
        : new RpcException(new Status(StatusCode.Cancelled, "the client has cancelled the call"));
}
