using DistributedDL.Deployment;

namespace DistributedDL.Cluster.Tests;

/// <summary>Kills processes of the service, one after the other, and brings each back.</summary>
internal sealed class Storm(TestCluster cluster, int seed)
{
    private static readonly string[] Kinds = ["gateway", "serving", "training"];
    private readonly Random _random = new(seed);

    /// <summary>Names in the order of their deaths.</summary>
    public List<string> Killed { get; } = [];

    /// <param name="before">Told the number of each death, from 0, before it.</param>
    public async Task Rage(int kills, Action<int> before, CancellationToken cancellation)
    {
        // As many of each kind, so that none is left out; in which order, which of them and when is chance.
        var kinds = Enumerable.Range(0, kills).Select(i => Kinds[i % Kinds.Length]).ToArray();
        _random.Shuffle(kinds);
        for (var i = 0; i < kills; i++)
        {
            before(i);
            var kind = cluster.Services.Services.Where(service => service.Role == kinds[i]).ToList();
            var victim = kind[_random.Next(kind.Count)];
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1_500)), TimeProvider.System, cancellation);
            await Kill(victim, cancellation);
        }
    }

    private async Task Kill(LocalService victim, CancellationToken cancellation)
    {
        await victim.Kill();
        Killed.Add(victim.Name);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1_000)), TimeProvider.System, cancellation);
        await victim.Start(cancellation);
    }
}
