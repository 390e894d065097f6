using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;

namespace DistributedDL.Bench.Learn;

/// <summary>Predictions on a session of 784-392-196-10, one caller, while a stream keeps the session learning, against the same without the stream.</summary>
/// <param name="perBeat">Messages of 32 examples each 10 ms, so that learning leaves a core free; as many as the session takes when null.</param>
internal sealed class PredictWhileLearningBenchmark(string name, int? perBeat) : IBenchmark
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private int _made;

    public static PredictWhileLearningBenchmark NoCoreFree { get; } = new("predict-while-learning", null);

    public static PredictWhileLearningBenchmark CoreFree { get; } = new("predict-while-learning/core-free", 3);

    public string Name => name;

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var network = BenchNetwork.Mlp;
        var stream = new SyntheticExamples(network, 32 * 1_000);
        await using var server = await ServerProcess.Serve();
        await new ModelService.ModelServiceClient(server.Channel).CreateModelAsync(new CreateModelRequest { Name = network.Name, Architecture = ImageNetworks.ToWire(network.Architecture) });
        var rounds = await Rounds.Run(settings.Rounds, () => Calls(server, stream, settings.Side, learns: false), () => Calls(server, stream, settings.Side, learns: true));
        return
        [
            Measurement.OfCosts($"{Name}/p50", "ms", [.. rounds.Select(round => new Round(Percentile.Of(round.Baseline, 0.5), Percentile.Of(round.Ours, 0.5)))]),
            Measurement.OfCosts($"{Name}/p99", "ms", [.. rounds.Select(round => new Round(Percentile.Of(round.Baseline, 0.99), Percentile.Of(round.Ours, 0.99)))]),
        ];
    }

    private async Task<List<double>> Calls(ServerProcess server, SyntheticExamples stream, TimeSpan length, bool learns)
    {
        var session = await StreamedSession.Open(server.Channel, $"p-{++_made}", BenchNetwork.Mlp.Name, microBatch: 32);
        using var stop = new CancellationTokenSource();
        var learning = learns ? Task.Run(() => Learn(session, stream, stop.Token)) : Task.CompletedTask;
        var features = stream.Features.AsSpan(0, stream.Width).ToArray();
        await session.Predict(features);
        var times = new List<double>();
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < length) times.Add((await session.Predict(features)).TotalMilliseconds);
        await stop.CancelAsync();
        await learning;
        await session.Close();
        return times;
    }

    private async Task Learn(StreamedSession session, SyntheticExamples stream, CancellationToken stop)
    {
        using var beat = perBeat is null ? null : new PeriodicTimer(Beat);
        for (var pass = 0; !stop.IsCancellationRequested; pass++)
        {
            var requests = StreamedSession.Requests(stream, 32);
            foreach (var request in requests) request.Examples.FirstSequence += (long)pass * stream.Count;
            await session.Learn(requests, beat: beat, perBeat: perBeat ?? 1, stop: stop);
        }
    }
}
