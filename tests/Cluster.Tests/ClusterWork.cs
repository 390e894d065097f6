using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Training;
using DistributedDL.EndToEnd.Tests;
using DistributedDL.EndToEnd.Tests.OnlineLearning;

namespace DistributedDL.Cluster.Tests;

/// <summary>Models, data and runs that tests of a cluster share.</summary>
internal static class ClusterWork
{
    /// <summary>One layer and softmax over 64 pixels: convex, so that rounding is all that can make two runs differ.</summary>
    private const string Softmax = "input: [64]\nlayers:\n  - rescale: { factor: 0.0625 }\n  - dense: { units: 10, activation: softmax }\n";

    public static async Task ImportDigits(this TestCluster cluster) =>
        (await cluster.Run(0, "dataset", "import", "digits", Ddl.Digits, "--test-rows", "797", "--json")).Succeeded();

    public static async Task CreateSoftmax(this TestCluster cluster, string name) =>
        (await cluster.Run(0, "model", "create", name, "--spec", cluster.Write($"{name}.yaml", Softmax), "--json")).Succeeded();

    /// <summary>The model of the sessions' kind, under the name that its spec has.</summary>
    public static async Task CreateModel(this TestCluster cluster, CrashCase kind) =>
        (await cluster.Run(0, "model", "create", kind.Spec.Model, "--spec", cluster.Write("session.yaml", kind.Model), "--json")).Succeeded();

    public static TrainingSpec Training(string model, int epochs, int worldSize = 1) => new()
    {
        Model = model, Dataset = "digits", Epochs = epochs, BatchSize = 64, Optimizer = "sgd", LearningRate = 0.05, Seed = 3, WorldSize = worldSize,
    };

    public static async Task<TrainingRun> Train(this TestCluster cluster, string run, TrainingSpec spec, CancellationToken cancellation)
    {
        await cluster.Client.Training.StartRunAsync(new StartRunRequest { Run = run, Spec = spec }, cancellationToken: cancellation);
        return await cluster.Ended(run, cancellation);
    }

    /// <summary>Asks until the run has ended; answers that do not come are asked for again.</summary>
    public static Task<TrainingRun> Ended(this TestCluster cluster, string run, CancellationToken cancellation) =>
        cluster.Until(run, found => found.State is RunState.Completed or RunState.Failed or RunState.Cancelled, cancellation);

    public static async Task<TrainingRun> Until(this TestCluster cluster, string run, Func<TrainingRun, bool> holds, CancellationToken cancellation)
    {
        var retry = new Retry(cluster.Clients);
        while (true)
        {
            var found = await retry.Call(async client => await client.Training.GetRunAsync(new GetRunRequest { Run = run }, deadline: Soon(), cancellationToken: cancellation), cancellation);
            if (holds(found)) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    public static async Task<ModelVersion> Version(this TestCluster cluster, TrainingRun run, CancellationToken cancellation) =>
        (await new Retry(cluster.Clients).Call(async client => await client.Models.GetModelAsync(new GetModelRequest { Name = run.Spec.Model }, cancellationToken: cancellation), cancellation))
            .Versions.Single(version => version.Version == run.ModelVersion);

    public static Task<OnlineSession> Session(this TestCluster cluster, string session, CancellationToken cancellation) =>
        new Retry(cluster.Clients).Call(async client => await client.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = session }, cancellationToken: cancellation), cancellation);

    /// <summary>Learns the same stream in a session of its own that nothing disturbs.</summary>
    public static async Task<OnlineSession> Undisturbed(this TestCluster cluster, string session, CrashCase kind, int examples, CancellationToken cancellation)
    {
        var stream = new SessionStream(cluster.Client, session, kind, examples);
        await stream.Open(cancellation);
        stream.Progress.Allow(examples);
        await stream.Run(cancellation);
        return await cluster.Session(session, cancellation);
    }

    /// <summary>Both have learned the same examples, once each, to the same bits.</summary>
    public static void AssertSame(OnlineSession expected, OnlineSession session)
    {
        Assert.Equal((expected.Examples, expected.LastSequence), (session.Examples, session.LastSequence));
        Assert.Equal(expected.WeightsSha256, session.WeightsSha256);
        Assert.Equal(expected.Metrics, session.Metrics);
        Assert.Equal(expected.Drift, session.Drift);
    }

    private static DateTime Soon() => (TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(60)).UtcDateTime;
}
