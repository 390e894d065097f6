using System.Threading.Channels;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Gateway.Metrics;
using DistributedDL.Gateway.Prediction;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Protobuf.Collections;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedDL.Gateway.Tests.Prediction;

/// <summary>A queue before a predictor that answers when it is told to.</summary>
public abstract class PredictQueueHarness
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
    private protected GatewayOptions Options { get; } = new() { MaxBatchExamples = 4, MaxWaitingPredictions = 5, MaxConcurrentBatches = 1 };
    private readonly PredictQueue _queue;
    private protected int Width { get; set; } = 2;
    private volatile bool _forgotten;

    private protected bool Forgotten => _forgotten;

    protected PredictQueueHarness()
    {
        var metrics = ActivatorUtilities.CreateInstance<GatewayMetrics>(new ServiceCollection().AddMetrics().BuildServiceProvider());
        _queue = new PredictQueue("m", features =>
        {
            var call = new Call(features, new TaskCompletionSource<PredictReport>(TaskCreationOptions.RunContinuationsAsynchronously));
            Assert.True(_calls.Writer.TryWrite(call));
            return call.Done.Task;
        }, _ => _forgotten = true, Options, metrics);
    }

    private protected sealed record Call(float[] Features, TaskCompletionSource<PredictReport> Done);

    /// <summary>The next call of the predictor.</summary>
    private protected async Task<Call> Called() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

    private protected Task<PredictSlice> Predict(params float[] features) => Predict(default, features);

    private protected Task<PredictSlice> Predict(CancellationToken cancellation, params float[] features) => _queue.Predict(new RepeatedField<float> { features }, cancellation);

    private protected static async Task Gives(Task<PredictSlice> call, params float[] expected)
    {
        var slice = await call;
        Assert.Equal(expected, slice.Outputs.ToArray());
    }

    /// <summary>The predictor answers: for each row of the present width, the first number of the row.</summary>
    private protected void Answer(Call call)
    {
        var (features, done) = call;
        if (features.Length % Width != 0) done.SetException(new InvalidArgumentException("features", "not whole rows"));
        else if (features.Contains(-1)) done.SetException(new InvalidArgumentException("features", "-1 is refused"));
        else done.SetResult(new PredictReport("m", 1, [.. features.Chunk(Width).Select(row => row[0])], 1, ModelSignature.Unknown));
    }

    /// <summary>Waits for the next call, which must have these features, and answers it.</summary>
    private protected async Task Serve(params float[] features)
    {
        var call = await Called();
        Assert.Equal(features, call.Features);
        Answer(call);
    }

    /// <summary>The queue knows the width, and a call is with the predictor: what comes now waits.</summary>
    private protected async Task<(Call Running, Task<PredictSlice> First)> Busy()
    {
        var warm = Predict(1, 1);
        await Serve(1, 1);
        await warm;
        var first = Predict(0, 0);
        return (await Called(), first);
    }
}
