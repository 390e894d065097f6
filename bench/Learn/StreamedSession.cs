using System.Diagnostics;
using DistributedDL.Bench.Networks;
using DistributedDL.Client.OnlineLearning;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Learn;

/// <summary>A session of its own on a server, and one stream into it.</summary>
internal sealed class StreamedSession(GrpcChannel channel, string name)
{
    private readonly OnlineLearningService.OnlineLearningServiceClient _client = new(channel);

    public static async Task<StreamedSession> Open(GrpcChannel channel, string name, string model, int microBatch)
    {
        var session = new StreamedSession(channel, name);
        await session._client.OpenSessionAsync(new OpenSessionRequest { Session = name, Spec = new OnlineSessionSpec { Model = model, MicroBatch = microBatch, LearningRate = 0.01, Seed = 1 } });
        return session;
    }

    public static List<LearnRequest> Requests(SyntheticExamples stream, int examplesPerMessage)
    {
        var requests = new List<LearnRequest>();
        for (var at = 0; at < stream.Count; at += examplesPerMessage)
        {
            var count = Math.Min(examplesPerMessage, stream.Count - at);
            requests.Add(new LearnRequest
            {
                Examples = new LearnExamples
                {
                    FirstSequence = at + 1,
                    Features = { new ArraySegment<float>(stream.Features, at * stream.Width, count * stream.Width) },
                    LabelIndices = { stream.Targets.Skip(at).Take(count).Select(target => (int)target) },
                },
            });
        }
        return requests;
    }

    /// <summary>From the first example sent to the last acknowledged.</summary>
    /// <param name="latencies">Milliseconds from a message's sending to its acknowledgement are added; null for none.</param>
    /// <param name="beat">Between every <paramref name="perBeat"/> messages; none when null.</param>
    public async Task<TimeSpan> Learn(IReadOnlyList<LearnRequest> requests, List<double>? latencies = null, PeriodicTimer? beat = null, int perBeat = 1, CancellationToken stop = default)
    {
        using var call = _client.Learn(cancellationToken: CancellationToken.None);
        await call.RequestStream.WriteAsync(new LearnRequest { Start = new LearnStart { Session = name } }, CancellationToken.None);
        await call.ResponseStream.MoveNext(CancellationToken.None);
        var sent = new long[requests.Count];
        var begun = Stopwatch.GetTimestamp();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < requests.Count && !stop.IsCancellationRequested; i++)
            {
                if (beat is not null && i % perBeat == 0) await beat.WaitForNextTickAsync(CancellationToken.None);
                Volatile.Write(ref sent[i], Stopwatch.GetTimestamp());
                await call.RequestStream.WriteAsync(requests[i], CancellationToken.None);
            }
            await call.RequestStream.CompleteAsync();
        }, CancellationToken.None);
        var acknowledged = 0;
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) latencies?.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref sent[acknowledged++])).TotalMilliseconds);
        var took = Stopwatch.GetElapsedTime(begun);
        await sending;
        return took;
    }

    /// <returns>How long the call took.</returns>
    public async Task<TimeSpan> Predict(float[] features)
    {
        var begun = Stopwatch.GetTimestamp();
        await _client.PredictSessionAsync(new PredictSessionRequest { Session = name, Features = { features } });
        return Stopwatch.GetElapsedTime(begun);
    }

    public async Task Close() => await _client.CloseSessionAsync(new CloseSessionRequest { Session = name });
}
