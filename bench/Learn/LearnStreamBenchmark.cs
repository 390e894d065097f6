using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;
using DistributedDL.Learning.Native;

namespace DistributedDL.Bench.Learn;

/// <summary>
/// One stream of a durable online session with plain SGD, from its first example sent to its last acknowledged, against the engine alone,
/// in memory, with the same micro-batches.
/// </summary>
internal sealed class LearnStreamBenchmark(BenchNetwork network, int examples, int microBatch, int examplesPerMessage) : IBenchmark
{
    private int _session;

    public static LearnStreamBenchmark Mlp { get; } = new(BenchNetwork.Mlp, 38_400, 32, 32);

    public static LearnStreamBenchmark Logistic { get; } = new(BenchNetwork.Logistic, 1_000_000, 1, 256);

    public string Name => $"learn/{network.Name}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        var stream = new SyntheticExamples(network, settings.Quick ? examples / 4 : examples);
        var requests = StreamedSession.Requests(stream, examplesPerMessage);
        await using var server = await ServerProcess.Serve();
        await new ModelService.ModelServiceClient(server.Channel).CreateModelAsync(new CreateModelRequest { Name = network.Name, Architecture = ImageNetworks.ToWire(network.Architecture) });
        var rounds = await Rounds.Run(settings.Rounds,
            () => Task.FromResult(EngineAlone.Rate(network, stream, microBatch, examplesPerMessage)),
            async () =>
            {
                var served = await StreamedSession.Open(server.Channel, $"{network.Name}-{++_session}", network.Name, microBatch);
                var took = await served.Learn(requests);
                await served.Close();
                return stream.Count / took.TotalSeconds;
            });
        return [Measurement.OfRates(Name, "examples/s", rounds)];
    }
}
