using DistributedDL.Client.Training;
using DistributedDL.EndToEnd.Tests.OnlineLearning;

namespace DistributedDL.Cluster.Tests;

/// <summary>All kinds of work at once: predictions, a stream into a session, a run of one rank and one of two; each is held against its undisturbed like at the end.</summary>
internal sealed class ClusterLoad : IAsyncDisposable
{
    private readonly TestCluster _cluster;
    private readonly CrashCase _kind;
    private readonly int _examples;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _stop = new();
    private readonly PredictionLoad _predictions;
    private readonly SessionStream _stream;
    private readonly Task _predicting;
    private readonly Task _learning;
    private readonly TrainingRun _calm;

    private ClusterLoad(TestCluster cluster, CrashCase kind, int examples, TrainingRun calm, SessionStream stream, CancellationToken cancellation)
    {
        (_cluster, _kind, _examples, _calm, _stream, _cancellation) = (cluster, kind, examples, calm, stream, cancellation);
        _predictions = new PredictionLoad(cluster, "served", width: 64);
        _predicting = _predictions.Run(cancellation, _stop.Token);
        _learning = stream.Run(cancellation);
    }

    public static async Task<ClusterLoad> Begin(TestCluster cluster, CrashCase kind, int examples, int epochs, CancellationToken cancellation)
    {
        await cluster.ImportDigits();
        await cluster.CreateModel(kind);
        foreach (var model in new[] { "served", "calm", "one", "two" }) await cluster.CreateSoftmax(model);
        await cluster.Train("served", ClusterWork.Training("served", epochs: 3), cancellation);
        var calm = await cluster.Train("calm", ClusterWork.Training("calm", epochs), cancellation);
        var stream = new SessionStream(cluster.Client, "s", kind, examples);
        await stream.Open(cancellation);
        var load = new ClusterLoad(cluster, kind, examples, calm, stream, cancellation);
        await cluster.Client.Training.StartRunAsync(new StartRunRequest { Run = "one", Spec = ClusterWork.Training("one", epochs) }, cancellationToken: cancellation);
        await cluster.Client.Training.StartRunAsync(new StartRunRequest { Run = "two", Spec = ClusterWork.Training("two", epochs, worldSize: 2) }, cancellationToken: cancellation);
        return load;
    }

    /// <summary>Lets the stream go on to this example.</summary>
    public void Allow(long sequence) => _stream.Progress.Allow(sequence);

    public async Task UntilAcknowledged(long sequence)
    {
        var acknowledged = _stream.Progress.UntilAcknowledged(sequence, _cancellation);
        await await Task.WhenAny(acknowledged, _learning, _predicting);
        await acknowledged;
    }

    /// <summary>Waits for the end of all, and says what it came to.</summary>
    public async Task End(ITestOutputHelper output)
    {
        Allow(_examples);
        await _learning;
        var runs = new[] { await _cluster.Ended("one", _cancellation), await _cluster.Ended("two", _cancellation) };
        await _stop.CancelAsync();
        await _predicting;
        output.WriteLine($"session: {_examples} examples, {_stream.Progress.Duplicates} duplicates");
        output.WriteLine($"predictions: {_predictions.Done}, {_predictions.Retries} asked again");
        foreach (var run in runs)
        {
            output.WriteLine($"run {run.Run}: {run.State}, {run.Attempt} attempts, loss {run.LastEpoch?.Loss} (undisturbed {_calm.LastEpoch.Loss})");
            foreach (var told in run.Events) output.WriteLine($"  attempt {told.Attempt}: {told.Text}");
        }
        Assert.True(_predictions.Done > 100, $"{_predictions.Done} predictions");
        await AssertUnharmed();
    }

    /// <summary>Session and runs are what they would have been without any of it.</summary>
    public async Task AssertUnharmed()
    {
        var (one, two) = (await _cluster.Ended("one", _cancellation), await _cluster.Ended("two", _cancellation));
        Assert.Equal((RunState.Completed, RunState.Completed), (one.State, two.State));
        Assert.Equal((await _cluster.Version(_calm, _cancellation)).WeightsSha256, (await _cluster.Version(one, _cancellation)).WeightsSha256);
        Assert.Equal(_calm.LastEpoch.Loss, two.LastEpoch.Loss, 1e-3);
        var session = await _cluster.Session("s", _cancellation);
        Undisturbed ??= await _cluster.Undisturbed("undisturbed", _kind, _examples, _cancellation);
        ClusterWork.AssertSame(Undisturbed, session);
    }

    private Client.OnlineLearning.OnlineSession? Undisturbed { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }
}
