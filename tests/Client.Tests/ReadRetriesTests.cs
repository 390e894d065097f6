using DistributedDL.Client.Prediction;
using DistributedDL.Client.Training;
using Grpc.Core;

namespace DistributedDL.Client.Tests;

public sealed class ReadRetriesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Prediction_OfAServerThatIsUnavailable_IsAskedAgain(int failures)
    {
        var service = new FailingPredictions(failures, StatusCode.Unavailable);
        await using var server = await ScriptedServer.Start(service);

        var response = await server.Client.Prediction.PredictAsync(new PredictRequest { Model = "m" });

        Assert.Equal((7, failures + 1), (response.Version, service.Calls));
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, 5)]
    [InlineData(StatusCode.Internal, 1)]
    [InlineData(StatusCode.InvalidArgument, 1)]
    public async Task Prediction_ThatFailsForGood_EndsWithItsStatus(StatusCode status, int calls)
    {
        var service = new FailingPredictions(int.MaxValue, status);
        await using var server = await ScriptedServer.Start(service);

        var failure = await Assert.ThrowsAsync<RpcException>(() => server.Client.Prediction.PredictAsync(new PredictRequest { Model = "m" }).ResponseAsync);

        Assert.Equal((status, calls), (failure.StatusCode, service.Calls));
    }

    [Fact]
    public async Task Prediction_OfAClientThatAsksOnce_IsAskedOnce()
    {
        var service = new FailingPredictions(1, StatusCode.Unavailable);
        await using var server = await ScriptedServer.Start(service);
        using var client = new DistributedDLClient(server.Address, readAttempts: 1);

        await Assert.ThrowsAsync<RpcException>(() => client.Prediction.PredictAsync(new PredictRequest { Model = "m" }).ResponseAsync);

        Assert.Equal(1, service.Calls);
    }

    [Fact]
    public async Task Start_OfARun_IsMadeOnce()
    {
        var service = new FailingRuns();
        await using var server = await ScriptedServer.Start(service);

        await Assert.ThrowsAsync<RpcException>(() => server.Client.Training.StartRunAsync(new StartRunRequest()).ResponseAsync);

        Assert.Equal(1, service.Calls);
    }

    [Fact]
    public void Methods_ThatReadByTheirNames_SayThatTheyChangeNothing()
    {
        string[] verbs = ["Get", "List", "Read", "Watch", "Predict", "Evaluate", "Export"];
        var named = ReadMethods.All.SelectMany(method => method.Service.File.Services).Distinct().SelectMany(service => service.Methods)
            .Where(method => verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)));

        // A ticketed prediction is kept until its label comes.
        Assert.Equal(
            named.Select(method => method.Name).Where(name => name != "PredictTicketed").Order(StringComparer.Ordinal),
            ReadMethods.All.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Attempts_OutOfBounds_AreRefused(int attempts) =>
        Assert.Equal("readAttempts", Assert.Throws<ArgumentOutOfRangeException>(() => new DistributedDLClient(new Uri("http://127.0.0.1:1"), attempts)).ParamName);

    private sealed class FailingPredictions(int failures, StatusCode status) : PredictionService.PredictionServiceBase
    {
        private int _calls;

        public int Calls => _calls;

        public override Task<PredictResponse> Predict(PredictRequest request, ServerCallContext context) => Interlocked.Increment(ref _calls) <= failures
            ? throw new RpcException(new Status(status, "not now"))
            : Task.FromResult(new PredictResponse { Version = 7 });
    }

    private sealed class FailingRuns : TrainingService.TrainingServiceBase
    {
        private int _calls;

        public int Calls => _calls;

        public override Task<TrainingRun> StartRun(StartRunRequest request, ServerCallContext context)
        {
            Interlocked.Increment(ref _calls);
            throw new RpcException(new Status(StatusCode.Unavailable, "not now"));
        }
    }
}
