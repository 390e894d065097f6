using DistributedDL.Client.Training;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DistributedDL.Gateway.Tests.Training;

public sealed class TrainingGrpcServiceTests(GatewayHost host)
{
    private readonly TrainingService.TrainingServiceClient _client = new(host.Channel);

    private static TrainingSpec Spec => new() { Model = "m", Dataset = "d", Epochs = 3 };

    [Fact]
    public async Task StartRun_OwnId_IsKept() =>
        Assert.Equal("my-run", (await _client.StartRunAsync(new StartRunRequest { Spec = Spec, Run = "my-run" })).Run);

    [Fact]
    public async Task StartRun_NoId_GetsOneThatSortsByTime()
    {
        var first = (await _client.StartRunAsync(new StartRunRequest { Spec = Spec })).Run;
        await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        var second = (await _client.StartRunAsync(new StartRunRequest { Spec = Spec })).Run;

        Assert.Equal([first, second], new[] { second, first }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StartRun_EverythingWrong_NamesEveryField() => Assert.Equal(
        ["run", "spec.model", "spec.dataset", "spec.dataset_version", "spec.epochs", "spec.batch_size", "spec.learning_rate", "spec.validation_split"],
        await Details.BadFields(async () => await _client.StartRunAsync(new StartRunRequest
        {
            Run = "a/b",
            Spec = new TrainingSpec { Dataset = "..", DatasetVersion = -1, Epochs = 1_000_001, BatchSize = -1, LearningRate = 0, ValidationSplit = "half" },
        })));

    [Fact]
    public async Task StartRun_NoSpec_IsRefused() =>
        Assert.Equal(["spec"], await Details.BadFields(async () => await _client.StartRunAsync(new StartRunRequest())));

    [Fact]
    public async Task CancelRun_Sound_IsCancelled() =>
        Assert.Equal(RunState.Cancelled, (await _client.CancelRunAsync(new CancelRunRequest { Run = "r" })).State);

    [Fact]
    public async Task ResumeRun_UnderWay_IsFailedPrecondition() =>
        await Details.Fails(StatusCode.FailedPrecondition, async () => await _client.ResumeRunAsync(new ResumeRunRequest { Run = "r" }));

    [Fact]
    public async Task ResumeRun_MoreEpochs_GetsThem() =>
        Assert.Equal(12, (await _client.ResumeRunAsync(new ResumeRunRequest { Run = "r", MoreEpochs = 3 })).Spec.Epochs);

    [Fact]
    public async Task ResumeRun_EpochsBelowZero_IsRefused() =>
        Assert.Equal(["more_epochs"], await Details.BadFields(async () => await _client.ResumeRunAsync(new ResumeRunRequest { Run = "r", MoreEpochs = -1 })));

    [Fact]
    public async Task StartRun_BadTransferAndParameters_NamesThem() => Assert.Equal(
        ["spec.evaluate_every", "spec.transfer.parent_model", "spec.transfer.parent_version", "spec.optimizer_parameters.momentum", "spec.transfer.new_head[0].kind"],
        await Details.BadFields(async () => await _client.StartRunAsync(new StartRunRequest
        {
            Spec = new TrainingSpec(Spec)
            {
                EvaluateEvery = -1,
                OptimizerParameters = new Struct { Fields = { ["momentum"] = Value.ForNumber(double.NaN) } },
                Transfer = new Transfer { ParentModel = "a b", ParentVersion = -2, NewHead = { new Client.Models.LayerSpec() } },
            },
        })));

    [Fact]
    public async Task ListRuns_Page_HasReports() =>
        Assert.All((await _client.ListRunsAsync(new ListRunsRequest { PageSize = 10 })).Runs, run => Assert.Equal("m", run.Spec.Model));

    [Fact]
    public async Task WatchRun_EndedRun_GivesEveryEpochOnceAndEnds()
    {
        host.Stage.Epochs["ended"] = [.. Enumerable.Range(1, 2_500).Select(Reports.Epoch)];
        host.Stage.Runs["ended"] = Reports.Run("ended", Contracts.Training.RunState.Completed) with { EpochsCompleted = 2_500 };
        using var call = _client.WatchRun(new WatchRunRequest { Run = "ended", AfterEpoch = 10 });

        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(Enumerable.Range(11, 2_490), messages.SelectMany(message => message.Epochs).Select(epoch => epoch.Epoch_));
        Assert.Equal(RunState.Completed, messages[^1].Run.State);
    }

    [Fact]
    public async Task WatchRun_BadRequest_NamesEveryField() => Assert.Equal(["run", "after_epoch"], await Details.BadFields(async () =>
        await _client.WatchRun(new WatchRunRequest { AfterEpoch = -1 }).ResponseStream.MoveNext()));
}
