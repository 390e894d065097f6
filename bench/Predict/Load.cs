using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Client.Prediction;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Predict;

/// <summary>What a closed loop of callers saw: each sends its next call when the last is answered.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record Load(double CallsPerSecond, double P50, double P99)
{
    public static async Task<Load> Run(GrpcChannel channel, PredictRequest request, int callers, TimeSpan length)
    {
        var client = new PredictionService.PredictionServiceClient(channel);
        var begun = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => Call(client, request, begun, length))));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        List<double> all = [.. latencies.SelectMany(list => list)];
        return new(all.Count / seconds, Percentile.Of(all, 0.5), Percentile.Of(all, 0.99));
    }

    private static async Task<List<double>> Call(PredictionService.PredictionServiceClient client, PredictRequest request, long begun, TimeSpan length)
    {
        var latencies = new List<double>();
        while (Stopwatch.GetElapsedTime(begun) < length)
        {
            var start = Stopwatch.GetTimestamp();
            await client.PredictAsync(request);
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return latencies;
    }
}
