using DistributedDL.Bench.Networks;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client;
using DistributedDL.Client.Models;
using DistributedDL.Client.Training;

namespace DistributedDL.Bench.Scale.Again;

/// <summary>A training run of one rank; its next answer is an epoch that nobody had reported before.</summary>
internal sealed class HeldRun() : HeldWork("run", "training", "ddl_training_examples_total")
{
    private const string Run = "run";
    private const int Examples = 2_560, Batch = 256, Epochs = 1_000_000;

    private DistributedDLClient? _client;
    private int _attempt;

    public override async Task Begin(DistributedDLClient client)
    {
        _client = client;
        await IdxUpload.Import(client.Datasets, Run, new SyntheticExamples(BenchNetwork.Mlp, Examples));
        await client.Models.CreateModelAsync(new CreateModelRequest { Name = Run, Architecture = ImageNetworks.OnTheWire });
        await client.Training.StartRunAsync(new StartRunRequest { Run = Run, Spec = new TrainingSpec { Model = Run, Dataset = Run, Epochs = Epochs, BatchSize = Batch, Optimizer = "adam", Seed = 1 } });
    }

    public override async Task BeforeLoss() => _attempt = (await Get(_ => true)).Attempt;

    public override async Task Next()
    {
        var seen = await Get(_ => true);
        // After a loss, epochs that were recorded before it are no sign of life: the attempt that follows has to report one.
        await Get(run => run.EpochsCompleted > seen.EpochsCompleted && run.Attempt > _attempt);
        _attempt = 0;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.Training.CancelRunAsync(new CancelRunRequest { Run = Run });
    }

    private Task<TrainingRun> Get(Func<TrainingRun, bool> isIt) =>
        Retried(async options => await _client!.Training.GetRunAsync(new GetRunRequest { Run = Run }, options), run => Alive(run) && isIt(run));

    private static bool Alive(TrainingRun run) =>
        run.State is RunState.Running or RunState.Queued ? true : throw new InvalidOperationException($"the run ended as {run.State}: {run.Error}");
}
