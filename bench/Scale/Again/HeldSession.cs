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

    private readonly SyntheticExamples examples = new(Network, Message);
    private OnlineSessionClient? stream;
    private IAsyncEnumerator<LearnAcknowledged>? acknowledged;

    public override async Task Begin(DistributedDLClient client)
    {
        await client.Models.CreateModelAsync(new CreateModelRequest { Name = Session, Architecture = ImageNetworks.ToWire(Network.Architecture) });
        await client.OnlineLearning.OpenSessionAsync(new OpenSessionRequest { Session = Session, Spec = new OnlineSessionSpec { Model = Session, MicroBatch = Message, LearningRate = 0.01, Seed = 1 } });
        stream = await OnlineSessionClient.Connect(client, Session, Patient);
        acknowledged = stream.Acknowledgements().GetAsyncEnumerator();
    }

    public override async Task Next()
    {
        await stream!.Send(new LearnExamples { Features = { examples.Features }, LabelIndices = { examples.Targets.Select(target => (int)target) } });
        if (!await acknowledged!.MoveNextAsync()) throw new InvalidOperationException("the session ended");
    }

    public override async ValueTask DisposeAsync()
    {
        if (stream is not null) await stream.DisposeAsync();
    }
}
