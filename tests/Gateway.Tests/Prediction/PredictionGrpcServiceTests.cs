using DistributedDL.Client.Datasets;
using DistributedDL.Client.Prediction;
using DistributedDL.Gateway.Health;
using DistributedDL.Gateway.Prediction;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedDL.Gateway.Tests.Prediction;

public sealed class PredictionGrpcServiceTests(GatewayHost host)
{
    private readonly PredictionService.PredictionServiceClient _client = new(host.Channel);

    [Fact]
    public async Task Predict_ManyAtOnce_EachGetsItsOwnRowsInFewerCalls()
    {
        await _client.PredictAsync(new PredictRequest { Model = "many", Features = { 1, 2, 3, 4 } });
        var hold = host.Stage.Holds["many"] = new TaskCompletionSource();
        var calls = Enumerable.Range(0, 200).Select(i => _client.PredictAsync(new PredictRequest { Model = "many", Features = { i, 0, 0, 1, i, 0, 0, 2 } }).ResponseAsync).ToArray();
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        hold.SetResult();

        var responses = await Task.WhenAll(calls);

        Assert.All(responses.Select((response, i) => (response, i)), pair => Assert.Equal([pair.i + 1, pair.i, pair.i + 2, pair.i], pair.response.Outputs));
        Assert.All(responses, response => Assert.Equal((2, 2, 7), (response.Examples, response.OutputWidth, response.Version)));
        Assert.InRange(host.Stage.PredictedLengths["many"].Length, 2, 100);
    }

    [Fact]
    public async Task Predict_VersionAsked_IsThatOne() =>
        Assert.Equal(3, (await _client.PredictAsync(new PredictRequest { Model = "values", Version = 3, Features = { 1, 2, 3, 4 } })).Version);

    [Fact]
    public async Task Predict_ModelsThatDoNotExist_LeaveNothingBehind()
    {
        var batcher = host.App.Services.GetRequiredService<PredictBatcher>();
        await _client.PredictAsync(new PredictRequest { Model = "values", Features = { 1, 2, 3, 4 } });
        var before = batcher.Queues;
        for (var i = 0; i < 20; i++)
        {
            host.Stage.Failures[$"absent-{i}"] = new Contracts.Errors.ResourceNotFoundException("model", $"absent-{i}");
            await Details.Fails(StatusCode.NotFound, async () => await _client.PredictAsync(new PredictRequest { Model = $"absent-{i}", Features = { 1, 2, 3, 4 } }));
        }

        await Wait.Until(() => batcher.Queues <= before);
    }

    [Fact]
    public async Task Predict_WrongWidth_IsTheModelsToRefuse() =>
        Assert.Equal(["features"], await Details.BadFields(async () => await _client.PredictAsync(new PredictRequest { Model = "values", Features = { 1, 2, 3 } })));

    [Fact]
    public async Task Predict_EverythingWrong_NamesEveryField() => Assert.Equal(["model", "version", "features[1]"], await Details.BadFields(async () =>
        await _client.PredictAsync(new PredictRequest { Model = "a/b", Version = -1, Features = { 1, float.NaN } })));

    [Fact]
    public async Task Predict_NoFeatures_IsRefused() =>
        Assert.Equal(["features"], await Details.BadFields(async () => await _client.PredictAsync(new PredictRequest { Model = "values" })));

    [Fact]
    public async Task Predict_DeadlineInTheQueue_NeverReachesThePredictor()
    {
        await using var own = await GatewayHost.Start(("Gateway:MaxConcurrentBatches", "1"));
        var client = new PredictionService.PredictionServiceClient(own.Channel);
        var calls = own.App.Services.GetRequiredService<DrainSignal>();
        var hold = own.Stage.Holds["held"] = new TaskCompletionSource();
        var running = client.PredictAsync(new PredictRequest { Model = "held", Features = { 1, 2, 3, 4 } }).ResponseAsync;
        await Wait.Until(() => own.Stage.PredictedLengths.ContainsKey("held"));
        await Details.Fails(StatusCode.DeadlineExceeded, async () => await client.PredictAsync(
            new PredictRequest { Model = "held", Features = { 5, 6, 7, 8 } }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(150)));
        // The server's clock of the same deadline starts a little later than the client's.
        await Wait.Until(() => calls.Calls == 1);
        hold.SetResult();
        await running;

        await client.PredictAsync(new PredictRequest { Model = "held", Features = { 1, 1, 1, 1 } });
        Assert.Equal([4, 4], own.Stage.PredictedLengths["held"]);
    }

    [Fact]
    public async Task PredictDataset_AllSplits_GivesEveryExampleInOrder()
    {
        await Import("stored");
        using var call = _client.PredictDataset(new PredictDatasetRequest { Model = "m", Dataset = "stored" });

        var parts = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal([1_000, 1_000, 540], parts.Select(part => part.Examples));
        Assert.Equal(Enumerable.Range(0, 2_540).Select(i => (float)i), parts.SelectMany(part => part.Outputs));
    }

    [Fact]
    public async Task PredictDataset_UnknownSplitOrVersion_SaysWhatThereIs()
    {
        await Import("splits");

        Assert.Equal(["split"], await Details.BadFields(() => Read(new PredictDatasetRequest { Model = "m", Dataset = "splits", Split = "half" })));
        Assert.Equal(["split"], await Details.BadFields(() => Read(new PredictDatasetRequest { Model = "m", Dataset = "splits", Split = "validation" })));
        await Details.Fails(StatusCode.NotFound, () => Read(new PredictDatasetRequest { Model = "m", Dataset = "splits", DatasetVersion = 9 }));
        await Details.Fails(StatusCode.NotFound, () => Read(new PredictDatasetRequest { Model = "m", Dataset = "absent" }));
    }

    [Fact]
    public async Task Evaluate_NoSplit_IsTheTestSplit()
    {
        var evaluation = await _client.EvaluateAsync(new EvaluateRequest { Model = "m", Dataset = "d" });

        Assert.Equal(("test", 0.25, 4), (evaluation.Split, evaluation.Loss, evaluation.ConfusionMatrix.Count));
    }

    [Fact]
    public async Task Evaluate_EverythingWrong_NamesEveryField() => Assert.Equal(["model", "version", "dataset", "dataset_version", "split"], await Details.BadFields(async () =>
        await _client.EvaluateAsync(new EvaluateRequest { Version = -1, DatasetVersion = -1, Split = "x" })));

    private async Task Read(PredictDatasetRequest request)
    {
        using var call = _client.PredictDataset(request);
        await call.ResponseStream.MoveNext();
    }

    private async Task Import(string name)
    {
        using var call = new DatasetService.DatasetServiceClient(host.Channel).Import();
        await call.RequestStream.WriteAsync(new ImportDatasetRequest { Spec = new ImportSpec { Name = name, Format = DataFormat.Csv } });
        await call.RequestStream.WriteAsync(new ImportDatasetRequest { File = new FileStart { FileName = "a.csv", LengthBytes = 1 } });
        await call.RequestStream.WriteAsync(new ImportDatasetRequest { Chunk = ByteString.CopyFromUtf8("a") });
        await call.RequestStream.CompleteAsync();
        await call;
    }
}
