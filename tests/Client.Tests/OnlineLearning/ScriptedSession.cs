using Grpc.Core;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Client.Tests.OnlineLearning;

/// <summary>A session that keeps what it learned, as the real one does, and fails where the script says.</summary>
public sealed class ScriptedSession : Wire.OnlineLearningService.OnlineLearningServiceBase
{
    private readonly Lock _lock = new();

    /// <summary>The values learned, by sequence number from 1; each exactly once.</summary>
    public List<float> Learned { get; } = [];

    /// <summary>First sequence numbers of all batches that arrived, duplicates too.</summary>
    public List<long> Arrived { get; } = [];

    public int Connections { get; private set; }

    /// <summary>Called for each connection, from 1, before the first reply.</summary>
    public Action<int> OnConnect { get; set; } = _ => { };

    /// <summary>Called with connection and number of the batch within it, when the batch was learned and before it is acknowledged.</summary>
    public Action<int, int> OnLearned { get; set; } = (_, _) => { };

    /// <summary>Acknowledgements wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public long LastSequence
    {
        get
        {
            lock (_lock) return Learned.Count;
        }
    }

    public override async Task Learn(IAsyncStreamReader<Wire.LearnRequest> requests, IServerStreamWriter<Wire.LearnResponse> responses, ServerCallContext context)
    {
        int connection;
        lock (_lock) connection = ++Connections;
        Assert.True(await requests.MoveNext(context.CancellationToken));
        Assert.Equal("s", requests.Current.Start.Session);
        OnConnect(connection);
        await responses.WriteAsync(new Wire.LearnResponse { Started = new Wire.LearnStarted { LastSequence = LastSequence } });
        for (var batch = 1; await requests.MoveNext(context.CancellationToken); batch++)
        {
            var acknowledged = LearnOnce(requests.Current.Examples);
            OnLearned(connection, batch);
            await Gate.WaitAsync(context.CancellationToken);
            await responses.WriteAsync(new Wire.LearnResponse { Acknowledged = acknowledged });
        }
    }

    private Wire.LearnAcknowledged LearnOnce(Wire.LearnExamples examples)
    {
        lock (_lock)
        {
            Arrived.Add(examples.FirstSequence);
            if (examples.FirstSequence > Learned.Count + 1)
                throw new RpcException(new Status(StatusCode.FailedPrecondition, $"sequence {examples.FirstSequence} was sent, {Learned.Count + 1} is expected"));
            var duplicates = (int)Math.Min(examples.Values.Count, Learned.Count + 1 - examples.FirstSequence);
            Learned.AddRange(examples.Values.Skip(duplicates));
            return new Wire.LearnAcknowledged
            {
                FirstSequence = examples.FirstSequence,
                LastSequence = examples.FirstSequence + examples.Values.Count - 1,
                Duplicates = duplicates,
                PredictedValues = { examples.Values.Skip(duplicates) },
            };
        }
    }
}
