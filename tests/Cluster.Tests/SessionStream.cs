using System.Runtime.CompilerServices;
using DistributedDL.Client;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.EndToEnd.Tests.OnlineLearning;

namespace DistributedDL.Cluster.Tests;

/// <summary>A stream of known examples into a session, as far as it is allowed to go.</summary>
internal sealed class SessionStream(DistributedDLClient client, string session, CrashCase kind, int examples)
{
    private static readonly OnlineSessionOptions Patient = new()
    {
        MaxReconnects = 10_000,
        ReconnectDelay = TimeSpan.FromMilliseconds(50),
        MaxReconnectDelay = TimeSpan.FromMilliseconds(500),
    };

    public StreamProgress Progress { get; } = new();

    public async Task Open(CancellationToken cancellation) => await client.OnlineLearning.OpenSessionAsync(
        new OpenSessionRequest { Session = session, Spec = kind.Spec }, cancellationToken: cancellation);

    /// <summary>Sends all; ends when all is acknowledged.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        await using var learning = await OnlineSessionClient.Connect(client, session, Patient, cancellation);
        await foreach (var acknowledged in learning.Learn(Batches(cancellation), cancellation)) Progress.Take(acknowledged);
    }

    private async IAsyncEnumerable<LearnExamples> Batches([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (first, size) = (1L, 0); first <= examples; size++)
        {
            var count = (int)Math.Min(1 + (size % 13), examples - first + 1);
            await Progress.UntilAllowed(first, cancellation);
            yield return kind.Batch(first, count, examples);
            first += count;
        }
    }
}
