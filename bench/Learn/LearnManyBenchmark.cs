using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Bench.Learn;

/// <summary>A hundred durable sessions at once, logistic regression, one update an example, against one session with as many examples.</summary>
internal sealed class LearnManyBenchmark : IBenchmark
{
    private const int Sessions = 100;
    private const int Message = 256;
    private int _made;

    public string Name => "learn/many";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var network = BenchNetwork.Logistic;
        var stream = new SyntheticExamples(network, (settings.Quick ? 2_560 : 10_240) * Sessions);
        var all = StreamedSession.Requests(stream, Message);
        var part = all.Take(all.Count / Sessions).ToList();
        await using var server = await ServerProcess.Serve();
        await new ModelService.ModelServiceClient(server.Channel).CreateModelAsync(new CreateModelRequest { Name = network.Name, Architecture = ImageNetworks.ToWire(network.Architecture) });
        var rounds = await Rounds.Run(settings.Rounds, () => Learn(server, 1, all), () => Learn(server, Sessions, part));
        return
        [
            Measurement.OfRates(Name, "examples/s", [.. rounds.Select(round => new Round(round.Baseline.Rate, round.Ours.Rate))]),
            Measurement.OfCosts($"{Name}/p99", "ms", [.. rounds.Select(round => new Round(round.Baseline.P99, round.Ours.P99))]),
        ];
    }

    private async Task<(double Rate, double P99)> Learn(ServerProcess server, int sessions, List<LearnRequest> requests)
    {
        var opened = new List<StreamedSession>();
        for (var i = 0; i < sessions; i++) opened.Add(await StreamedSession.Open(server.Channel, $"many-{++_made}", BenchNetwork.Logistic.Name, microBatch: 1));
        var latencies = opened.Select(_ => new List<double>(requests.Count)).ToList();
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(opened.Zip(latencies, (session, seen) => Task.Run(() => session.Learn(requests, seen))));
        var rate = (double)sessions * requests.Count * Message / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        foreach (var session in opened) await session.Close();
        return (rate, Percentile.Of([.. latencies.SelectMany(seen => seen)], 0.99));
    }
}
