using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Bench.Predict;

/// <summary>Unary predictions of one example of 784 floats by a 784-392-196-10 network, so many in flight, against bare gRPC.</summary>
internal sealed class PredictUnaryBenchmark(int inFlight) : IBenchmark
{
    public string Name => $"predict/unary/{inFlight}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        await using var server = await ServerProcess.Serve();
        await using var echo = await ServerProcess.Echo();
        await PublishedModel.Train(server.Channel, "bench");
        var request = new PredictRequest { Model = "bench", Features = { new SyntheticExamples(BenchNetwork.Mlp, 1).Features } };
        var rounds = await Rounds.Run(settings.Rounds, () => Load.Run(echo.Channel, request, inFlight, settings.Side), () => Load.Run(server.Channel, request, inFlight, settings.Side));
        return
        [
            Measurement.OfRates(Name, "calls/s", [.. rounds.Select(round => new Round(round.Baseline.CallsPerSecond, round.Ours.CallsPerSecond))]),
            Measurement.OfCosts($"{Name}/p50", "ms", [.. rounds.Select(round => new Round(round.Baseline.P50, round.Ours.P50))]),
            Measurement.OfCosts($"{Name}/p99", "ms", [.. rounds.Select(round => new Round(round.Baseline.P99, round.Ours.P99))]),
        ];
    }
}
