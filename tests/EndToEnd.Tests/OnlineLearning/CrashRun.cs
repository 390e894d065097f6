using System.Runtime.CompilerServices;
using DistributedDL.Client;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using Grpc.Core;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>A stream into a session whose server dies and comes back, again and again.</summary>
internal sealed class CrashRun(CrashCase kind, int examples, IReadOnlyList<Kill> kills, string data, IReadOnlyDictionary<string, string>? environment = null)
{
    private const string Session = "s";

    /// <summary>Examples that are on their way when a server dies, or that make the write it dies in happen.</summary>
    private const int Around = 500;

    private static readonly OnlineSessionOptions Patient = new()
    {
        MaxReconnects = 2_000,
        ReconnectDelay = TimeSpan.FromMilliseconds(20),
        MaxReconnectDelay = TimeSpan.FromMilliseconds(100),
    };

    private readonly StreamProgress _progress = new();

    public long Duplicates => _progress.Duplicates;

    /// <summary>Deaths in a write, of those that were planned.</summary>
    public int DiedInAWrite { get; private set; }

    public int Snapshots { get; private set; }

    /// <returns>The session as it is at the end.</returns>
    public async Task<OnlineSession> Run(string modelFile)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var server = new MortalServer(data, environment);
        await server.Start();
        (await Ddl.Run($"{server.Address}", "model", "create", "net", "--spec", modelFile, "--json")).Succeeded();
        using var client = server.Connect();
        await client.OnlineLearning.OpenSessionAsync(new OpenSessionRequest { Session = Session, Spec = kind.Spec });
        await using var session = await OnlineSessionClient.Connect(client, Session, Patient, limit.Token);
        var learning = Learn(session, limit.Token);

        for (var i = 0; i < kills.Count; i++) await Die(server, client, i, learning, limit.Token);
        _progress.Allow(examples);
        await learning;

        Assert.Equal(Snapshots, (await client.Models.GetModelAsync(new GetModelRequest { Name = "net" })).Versions.Count);
        return await client.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = Session });
    }

    /// <summary>Restarts the server so that it will die, lets the stream run into that, and brings it back.</summary>
    private async Task Die(MortalServer server, DistributedDLClient client, int number, Task learning, CancellationToken cancellation)
    {
        var (fault, after) = kills[number];
        if (fault is not null)
        {
            server.Kill();
            if (!await server.Start(fault))
            {
                DiedInAWrite++;
                await server.Start();
                return;
            }
        }
        var snapshot = number % 3 == 1 || fault is "snapshot:1" ? Snapshot(client, $"snapshot-{number}", cancellation) : Task.CompletedTask;
        _progress.Allow(after + Around);
        var acknowledged = _progress.UntilAcknowledged(fault is null ? after : after + Around, cancellation);
        await await Task.WhenAny(acknowledged, learning, fault is null ? acknowledged : server.Ended);
        if (fault is not null && server.Ended.IsCompleted) DiedInAWrite++;
        server.Kill();
        await server.Start();
        await snapshot;
    }

    /// <summary>Asks with one and the same operation id until it is answered.</summary>
    private async Task Snapshot(DistributedDLClient client, string operation, CancellationToken cancellation)
    {
        Snapshots++;
        while (true)
        {
            try
            {
                await client.OnlineLearning.SnapshotSessionAsync(new SnapshotSessionRequest { Session = Session, OperationId = operation, NoPromote = true }, cancellationToken: cancellation);
                return;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.ResourceExhausted || e.Status.DebugException is IOException or HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
            }
        }
    }

    private async Task Learn(OnlineSessionClient session, CancellationToken cancellation)
    {
        await foreach (var acknowledged in session.Learn(Batches(cancellation), cancellation)) _progress.Take(acknowledged);
    }

    private async IAsyncEnumerable<LearnExamples> Batches([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (first, size) = (1L, 0); first <= examples; size++)
        {
            var count = (int)Math.Min(1 + (size % 13), examples - first + 1);
            await _progress.UntilAllowed(first + count - 1, cancellation);
            yield return kind.Batch(first, count, examples);
            first += count;
        }
    }
}
