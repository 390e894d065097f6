using DistributedDL.Bench.Networks;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Bench.Scale.Again;

/// <summary>One stream into a session, one message at a time, by the client that connects and sends again.</summary>
internal sealed class HeldSession() : HeldWork("session", "serving", "ddl_session_examples_total")
{
    private const string Session = "session";
    private const int Message = 32;
    private static readonly BenchNetwork Network = BenchNetwork.Mlp;

    private static readonly OnlineSessionOptions Patient = new()
    {
        MaxReconnects = 10_000, ReconnectDelay = TimeSpan.FromMilliseconds(20), MaxReconnectDelay = TimeSpan.FromMilliseconds(200),
    };

    private readonly SyntheticExamples _examples = new(Network, Message);
    private OnlineSessionClient? _stream;
    private IAsyncEnumerator<LearnAcknowledged>? _acknowledged;

    public override async Task Begin(DistributedDLClient client)
    {
        await client.Models.CreateModelAsync(new CreateModelRequest { Name = Session, Architecture = ImageNetworks.ToWire(Network.Architecture) });
        await client.OnlineLearning.OpenSessionAsync(new OpenSessionRequest { Session = Session, Spec = new OnlineSessionSpec { Model = Session, MicroBatch = Message, LearningRate = 0.01, Seed = 1 } });
        _stream = await OnlineSessionClient.Connect(client, Session, Patient);
        _acknowledged = _stream.Acknowledgements().GetAsyncEnumerator();
    }

    public override async Task Next()
    {
        await _stream!.Send(new LearnExamples { Features = { _examples.Features }, LabelIndices = { _examples.Targets.Select(target => (int)target) } });
        if (!await _acknowledged!.MoveNextAsync()) throw new InvalidOperationException("the session ended");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_stream is not null) await _stream.DisposeAsync();
    }
}
