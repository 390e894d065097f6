using DistributedDL.Client.Training;
using DistributedDL.EndToEnd.Tests.OnlineLearning;

namespace DistributedDL.Cluster.Tests;

/// <summary>Processes that stop in order, freeze, come and go.</summary>
[Trait("Category", "Long")]
public sealed class LifecycleTests
{
    private const int Examples = 20_000;
    private static readonly CrashCase Kind = CrashCases.All[1];
    private readonly ITestOutputHelper _output = TestContext.Current.TestOutputHelper!;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RollingRestart_OfEveryProcessUnderLoad_FailsNoCallAndLosesNothing()
    {
        await using var cluster = await TestCluster.Start("", ("Lanes:Training", "2"));
        await using var work = await ClusterLoad.Begin(cluster, Kind, Examples, epochs: 8_000, _cancellation);
        var services = cluster.Services.Services.Where(service => service.Role is "gateway" or "serving" or "training").ToList();
        var seconds = new List<double>();
        foreach (var (service, i) in services.Select((service, i) => (service, i)))
        {
            work.Allow((i + 1L) * Examples / (services.Count + 1));
            var begun = TimeProvider.System.GetTimestamp();
            Assert.Equal((service.Name, 0), (service.Name, await service.Stop()));
            seconds.Add(TimeProvider.System.GetElapsedTime(begun).TotalSeconds);
            await service.Start(_cancellation);
        }
        await work.End(_output);
        _output.WriteLine($"seconds to stop: {string.Join(", ", services.Zip(seconds, (service, time) => $"{service.Name} {time:0.0}"))}");
        Assert.All(seconds, time => Assert.True(time < 40, $"{time} s"));
    }

    [Theory]
    [InlineData("serving")]
    [InlineData("training")]
    public async Task Freeze_ASiloForAMinute_IsVotedOutAndDoesNoHarmWhenItWakes(string role)
    {
        await using var cluster = await TestCluster.Start("", ("Lanes:Training", "2"));
        await using var work = await ClusterLoad.Begin(cluster, Kind, Examples, epochs: 8_000, _cancellation);
        work.Allow(Examples / 4);
        await work.UntilAcknowledged(Examples / 8);
        var frozen = await Busiest(cluster, role);

        frozen.Freeze();
        work.Allow(Examples / 2);
        // Learning goes on while it is frozen: another silo has taken over.
        var begun = TimeProvider.System.GetTimestamp();
        await work.UntilAcknowledged(Examples / 2);
        _output.WriteLine($"{frozen.Name} frozen; half of the stream acknowledged after {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s");
        await Task.Delay(TimeSpan.FromSeconds(60) - TimeProvider.System.GetElapsedTime(begun) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System, _cancellation);
        frozen.Thaw();
        work.Allow(Examples);
        await work.End(_output);
        // It learns of its death from the table of members, and ends.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (frozen.IsRunning) await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        await frozen.Start(_cancellation);
        await work.AssertUnharmed();
    }

    [Fact]
    public async Task Scale_OneToThreeToOne_TheRunTakesWhatThereIs()
    {
        await using var cluster = await TestCluster.Start("training=3,serving=1,gateway=1");
        await cluster.ImportDigits();
        await cluster.CreateSoftmax("scaled");
        await cluster.CreateSoftmax("calm");
        const int epochs = 60_000;
        foreach (var name in new[] { "training-2", "training-3" }) await cluster.Services[name].Stop();
        await cluster.Client.Training.StartRunAsync(new StartRunRequest { Run = "scaled", Spec = ClusterWork.Training("scaled", epochs, worldSize: 3) }, cancellationToken: _cancellation);
        await cluster.Until("scaled", run => run.Ranks == 1 && run.EpochsCompleted > 100, _cancellation);

        foreach (var name in new[] { "training-2", "training-3" }) await cluster.Services[name].Start(_cancellation);
        var grown = await cluster.Until("scaled", run => run.Ranks == 3, _cancellation);
        var at = grown.EpochsCompleted;
        await cluster.Until("scaled", run => run.EpochsCompleted > at + 100, _cancellation);
        foreach (var name in new[] { "training-2", "training-3" }) await cluster.Services[name].Stop();
        await cluster.Until("scaled", run => run.Ranks == 1, _cancellation);

        var ended = await cluster.Ended("scaled", _cancellation);
        foreach (var told in ended.Events) _output.WriteLine($"attempt {told.Attempt}: {told.Text}");
        Assert.Equal(RunState.Completed, ended.State);
        Assert.Contains(ended.Events, told => told.Text.Contains("with 1 of 3 ranks", StringComparison.Ordinal));
        Assert.Contains(ended.Events, told => told.Text.Contains("to go on with more ranks", StringComparison.Ordinal));
        Assert.Contains(ended.Events, told => told.Text.Contains("was lost", StringComparison.Ordinal));
        var calm = await cluster.Train("calm", ClusterWork.Training("calm", epochs), _cancellation);
        Assert.Equal(calm.LastEpoch.Loss, ended.LastEpoch.Loss, 1e-3);
    }

    /// <summary>The silo of the role that does the work.</summary>
    private static async Task<Deployment.LocalService> Busiest(TestCluster cluster, string role)
    {
        using var http = new HttpClient();
        var metric = role == "serving" ? "ddl_session_examples_total" : "ddl_training_examples_total";
        var found = new List<(Deployment.LocalService Service, double Work)>();
        foreach (var service in cluster.Services.Services.Where(service => service.Role == role)) found.Add((service, MetricsPage.Sum(await http.GetStringAsync(service.Metrics), metric)));
        return found.MaxBy(pair => pair.Work).Service;
    }
}
