using DistributedDL.Client;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>A server with a model <c>net</c> of two features and three classes.</summary>
public sealed class BadStreamServer : IAsyncLifetime
{
    public const string Net = """{"input": [2], "layers": [{"dense": {"units": 3, "activation": "softmax"}}]}""";

    private readonly TempFolder _folder = new();

    internal RunningServer Running { get; private set; } = null!;

    public DistributedDLClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Running = await RunningServer.Start(_folder.Data);
        Client = new DistributedDLClient(new Uri(Running.Grpc));
        await Running.Json("model", "create", "net", "--spec", _folder.Write("net.json", Net));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Running.DisposeAsync();
        _folder.Dispose();
    }
}
