using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DistributedDL.Client;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>
/// Fifty sessions learn, predict and publish snapshots for ten minutes, or as long as DDL_SOAK_SECONDS says: memory and live tensors of the
/// server stay flat, and nothing is lost.
/// </summary>
public sealed partial class SoakTests
{
    private const int Sessions = 50;
    private const int Message = 32;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(40);

    [Fact, Trait("Category", "Long")]
    public async Task Learn_FiftySessions_MemoryAndTensorsStayFlat()
    {
        var length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("DDL_SOAK_SECONDS") ?? "600", CultureInfo.InvariantCulture));
        using var folder = new TempFolder();
        var net = folder.Write("net.json", """{"input": [8], "layers": ["standardize", {"dense": {"units": 16, "activation": "relu"}}, {"dense": {"units": 3, "activation": "softmax"}}]}""");
        await using var server = await RunningServer.Start(folder.Data);
        await server.Json("model", "create", "net", "--spec", net);
        using var client = new DistributedDLClient(new Uri(server.Grpc));
        using var stop = new CancellationTokenSource(length);
        var learning = Enumerable.Range(0, Sessions).Select(i => Task.Run(() => Learn(client, $"s{i}", i, stop.Token))).ToList();
        var samples = await Sample(server, stop.Token);
        var sent = await Task.WhenAll(learning);

        foreach (var (i, examples) in sent.Index())
            Assert.Equal(examples, (await client.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = $"s{i}" })).Examples);
        var (second, last) = (Quarter(samples, 1), Quarter(samples, 3));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{length.TotalSeconds:0} s, {sent.Sum():N0} examples: resident {second.Average(s => s.Mebibytes):0.0} MiB in the second quarter, {last.Average(s => s.Mebibytes):0.0} in the last; live tensors {second.Average(s => s.Tensors):0.0} and {last.Average(s => s.Tensors):0.0}"));
        Assert.InRange(last.Average(s => s.Mebibytes), 100, second.Average(s => s.Mebibytes) * 1.05);
        Assert.InRange(last.Average(s => s.Tensors), 1, second.Average(s => s.Tensors) * 1.02);
    }

    /// <returns>Examples acknowledged.</returns>
    private static async Task<long> Learn(DistributedDLClient client, string name, int seed, CancellationToken stop)
    {
        var spec = new OnlineSessionSpec
        {
            Model = "net", LearningRate = 0.01, Seed = seed, Standardize = true, Optimizer = seed % 2 == 0 ? "sgd" : "adam", Drift = { new DriftDetector { Detector = "adwin" } },
            Snapshots = new AutomaticSnapshots { EveryExamples = 20_000, Keep = 2 },
        };
        if (seed % 5 == 0) spec.Replay = new ReplayBuffer { Size = 500, Share = 1 };
        await client.OnlineLearning.OpenSessionAsync(new OpenSessionRequest { Session = name, Spec = spec }, cancellationToken: CancellationToken.None);
        await using var session = await OnlineSessionClient.Connect(client, name, cancellation: CancellationToken.None);
        var random = new Random(seed);
        var learned = 0L;
        await foreach (var acknowledged in session.Learn(Messages(), CancellationToken.None))
        {
            learned = acknowledged.LastSequence;
            await client.OnlineLearning.PredictSessionAsync(new PredictSessionRequest { Session = name, Features = { new float[8] } }, cancellationToken: CancellationToken.None);
        }
        return learned;

        async IAsyncEnumerable<LearnExamples> Messages()
        {
            using var beat = new PeriodicTimer(Beat);
            do
            {
                var message = new LearnExamples();
                for (var i = 0; i < Message; i++)
                {
                    var kind = random.Next(3);
                    message.Labels.Add($"{kind}");
                    for (var f = 0; f < 8; f++) message.Features.Add((float)(random.NextDouble() + (f % 3 == kind ? 1 : 0)));
                }
                yield return message;
            }
            while (!stop.IsCancellationRequested && await beat.WaitForNextTickAsync(CancellationToken.None));
        }
    }

    private static async Task<List<(double Mebibytes, double Tensors)>> Sample(RunningServer server, CancellationToken stop)
    {
        var samples = new List<(double, double)>();
        using var http = new HttpClient();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!stop.IsCancellationRequested && await beat.WaitForNextTickAsync(CancellationToken.None))
        {
            using var process = Process.GetProcessById(server.Id);
            var metrics = await http.GetStringAsync($"{server.Metrics.TrimEnd('/')}/metrics", CancellationToken.None);
            samples.Add((process.WorkingSet64 / 1048576.0, double.Parse(Tensors().Match(metrics).Groups[1].Value, CultureInfo.InvariantCulture)));
        }
        return samples;
    }

    private static List<(double Mebibytes, double Tensors)> Quarter(List<(double, double)> samples, int index) =>
        samples.GetRange(samples.Count * index / 4, samples.Count / 4);

    [GeneratedRegex(@"^ddl_tensors_live(?:\{[^}]*\})? (\S+)", RegexOptions.Multiline)]
    private static partial Regex Tensors();
}
