using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Learn;

/// <summary>
/// One stream of a durable online session with plain SGD, from its first example sent to its last acknowledged, against the engine alone,
/// in memory, with the same micro-batches.
/// </summary>
internal sealed class LearnStreamBenchmark(BenchNetwork network, int examples, int microBatch, int examplesPerMessage) : IBenchmark
{
    private int session;

    public static LearnStreamBenchmark Mlp { get; } = new(BenchNetwork.Mlp, 38_400, 32, 32);

    public static LearnStreamBenchmark Logistic { get; } = new(BenchNetwork.Logistic, 1_000_000, 1, 256);

    public string Name => $"learn/stream/{network.Name}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        var stream = new SyntheticExamples(network, settings.Quick ? examples / 4 : examples);
        await using var server = await ServerProcess.Serve();
        await new ModelService.ModelServiceClient(server.Channel).CreateModelAsync(new CreateModelRequest { Name = network.Name, Architecture = ImageNetworks.ToWire(network.Architecture) });
        var rounds = await Rounds.Run(settings.Rounds, () => Task.FromResult(Alone(stream)), () => Served(server.Channel, stream));
        return [Measurement.OfRates(Name, "examples/s", rounds)];
    }

    private double Alone(SyntheticExamples stream)
    {
        var spec = new Contracts.OnlineLearning.OnlineSessionSpec { Model = network.Name, MicroBatch = microBatch, LearningRate = 0.01 };
        using var learner = new OnlineLearner(Network.Create(network.Architecture, 1), spec);
        var (predictions, losses) = (new float[examplesPerMessage], new float[examplesPerMessage]);
        var begun = Stopwatch.GetTimestamp();
        for (var at = 0; at < stream.Count; at += examplesPerMessage)
        {
            var count = Math.Min(examplesPerMessage, stream.Count - at);
            learner.Learn(stream.Features.AsSpan(at * stream.Width, count * stream.Width), stream.Targets.AsSpan(at, count), predictions.AsSpan(0, count), losses.AsSpan(0, count));
        }
        return stream.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private async Task<double> Served(GrpcChannel channel, SyntheticExamples stream)
    {
        var client = new OnlineLearningService.OnlineLearningServiceClient(channel);
        var name = $"{network.Name}-{++session}";
        await client.OpenSessionAsync(new OpenSessionRequest { Session = name, Spec = new OnlineSessionSpec { Model = network.Name, MicroBatch = microBatch, LearningRate = 0.01, Seed = 1 } });
        var requests = Requests(stream).ToList();
        using var call = client.Learn();
        await call.RequestStream.WriteAsync(new LearnRequest { Start = new LearnStart { Session = name } });
        await call.ResponseStream.MoveNext(CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        var sending = Task.Run(async () =>
        {
            foreach (var request in requests) await call.RequestStream.WriteAsync(request);
            await call.RequestStream.CompleteAsync();
        });
        var last = 0L;
        while (last < stream.Count && await call.ResponseStream.MoveNext(CancellationToken.None)) last = call.ResponseStream.Current.Acknowledged.LastSequence;
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await sending;
        await client.CloseSessionAsync(new CloseSessionRequest { Session = name });
        return last == stream.Count ? stream.Count / seconds : throw new InvalidOperationException($"the stream ended at {last} of {stream.Count} examples");
    }

    private IEnumerable<LearnRequest> Requests(SyntheticExamples stream)
    {
        for (var at = 0; at < stream.Count; at += examplesPerMessage)
        {
            var count = Math.Min(examplesPerMessage, stream.Count - at);
            yield return new LearnRequest
            {
                Examples = new LearnExamples
                {
                    FirstSequence = at + 1,
                    Features = { new ArraySegment<float>(stream.Features, at * stream.Width, count * stream.Width) },
                    Labels = { stream.Targets.Skip(at).Take(count).Select(target => $"{(int)target}") },
                },
            };
        }
    }
}
