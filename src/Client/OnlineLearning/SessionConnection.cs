using System.Threading.Channels;
using DistributedDL.Client.Errors;
using Grpc.Core;
using Polly;
using Polly.Retry;

namespace DistributedDL.Client.OnlineLearning;

/// <summary>Keeps a Learn stream going: connects, sends and receives until all is acknowledged, and connects anew when it breaks.</summary>
internal sealed class SessionConnection(
    OnlineLearningService.OnlineLearningServiceClient service,
    string session,
    OnlineSessionOptions options,
    UnacknowledgedBatches batches,
    ChannelWriter<AcknowledgedBatches> acknowledged,
    TaskCompletionSource<long> connected)
{
    /// <exception cref="RpcException">The server refused, or did not answer in all attempts.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        var reconnect = Reconnect();
        while (!await reconnect.ExecuteAsync(async token => await RunUntilCut(token), cancellation)) { }
    }

    private ResiliencePipeline Reconnect()
    {
        if (options.MaxReconnects == 0) return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder { TimeProvider = options.Time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RpcException>(IsPassing),
            MaxRetryAttempts = options.MaxReconnects,
            BackoffType = DelayBackoffType.Exponential,
            Delay = options.ReconnectDelay,
            MaxDelay = options.MaxReconnectDelay,
            UseJitter = true,
            DelayGenerator = failed => ValueTask.FromResult((failed.Outcome.Exception as RpcException) is { } e ? ServiceFailure.Of(e).RetryAfter : null),
        }).Build();
    }

    /// <returns>True when all is done; false when the stream broke after the session had moved on, which begins the attempts anew.</returns>
    private async Task<bool> RunUntilCut(CancellationToken cancellation)
    {
        var before = batches.Durable;
        try
        {
            await Stream(cancellation);
            if (batches.IsDone) return true;
            throw new RpcException(new Status(StatusCode.Unavailable, "the server ended the stream"));
        }
        catch (RpcException e) when (IsPassing(e) && !cancellation.IsCancellationRequested && batches.Durable > before)
        {
            return false;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Cancelled && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
    }

    private async Task Stream(CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var call = service.Learn(cancellationToken: ended.Token);
        await Start(call, cancellation);
        var sending = SendAll(call.RequestStream, ended.Token);
        try
        {
            while (await call.ResponseStream.MoveNext(cancellation))
                if (call.ResponseStream.Current.Acknowledged is { } one)
                    acknowledged.TryWrite(new AcknowledgedBatches(one, batches.Acknowledge(session, one.LastSequence)));
        }
        finally
        {
            await ended.CancelAsync();
            await sending;
        }
    }

    private async Task Start(AsyncDuplexStreamingCall<LearnRequest, LearnResponse> call, CancellationToken cancellation)
    {
        await Write(call.RequestStream, new LearnRequest { Start = new LearnStart { Session = session } }, cancellation);
        if (!await call.ResponseStream.MoveNext(cancellation))
            throw new RpcException(new Status(StatusCode.Unavailable, "the server ended the stream at its start"));
        if (call.ResponseStream.Current.Started is not { } started)
            throw new RpcException(new Status(StatusCode.Internal, "the server's first reply does not say where the session stands"));
        batches.Begin(session, started.LastSequence);
        connected.TrySetResult(started.LastSequence);
    }

    private async Task SendAll(IClientStreamWriter<LearnRequest> to, CancellationToken ended)
    {
        try
        {
            while (await batches.Next(ended) is { } batch)
                if (!await Write(to, new LearnRequest { Examples = batch }, ended)) return;
            await to.CompleteAsync();
        }
        catch (Exception e) when (StreamEnd.IsToldToReader(e) || ended.IsCancellationRequested)
        {
            // Told to the reader of the stream.
        }
    }

    /// <returns>False when the stream is over.</returns>
    private static async Task<bool> Write(IClientStreamWriter<LearnRequest> to, LearnRequest request, CancellationToken cancellation)
    {
        try
        {
            await to.WriteAsync(request, cancellation);
            return true;
        }
        catch (Exception e) when (StreamEnd.IsToldToReader(e) && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The way to the server broke, or it is too busy and said when to come again.</summary>
    private static bool IsPassing(RpcException e) => e.StatusCode switch
    {
        StatusCode.Unavailable => true,
        // The stream has no deadline of its own: the server could not learn in time whether a batch was taken. Sequence numbers make asking again harmless.
        StatusCode.DeadlineExceeded => true,
        // A stream that is torn down without a status: a killed server, a proxy that gave up.
        StatusCode.Cancelled => true,
        StatusCode.Internal or StatusCode.Unknown => e.Status.DebugException is IOException or HttpRequestException,
        StatusCode.ResourceExhausted => ServiceFailure.Of(e).RetryAfter is not null,
        _ => false,
    };
}
