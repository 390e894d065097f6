using System.Diagnostics;
using DistributedDL.Bench.Networks;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Bench.Learn;

/// <summary>The engine in memory: no service, nothing durable.</summary>
internal static class EngineAlone
{
    /// <returns>Examples a second.</returns>
    public static double Rate(BenchNetwork network, SyntheticExamples stream, int microBatch, int examplesPerCall, int passes = 1)
    {
        using var learner = new OnlineLearner(Network.Create(network.Architecture, 1), new OnlineSessionSpec { Model = network.Name, MicroBatch = microBatch, LearningRate = 0.01 });
        var (predictions, losses) = (new float[examplesPerCall], new float[examplesPerCall]);
        var begun = Stopwatch.GetTimestamp();
        for (var pass = 0; pass < passes; pass++)
        {
            for (var at = 0; at < stream.Count; at += examplesPerCall)
            {
                var count = Math.Min(examplesPerCall, stream.Count - at);
                learner.Learn(stream.Features.AsSpan(at * stream.Width, count * stream.Width), stream.Targets.AsSpan(at, count), predictions.AsSpan(0, count), losses.AsSpan(0, count));
            }
        }
        return (double)passes * stream.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
