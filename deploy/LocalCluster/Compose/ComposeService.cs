namespace DistributedDL.Deployment.Compose;

/// <summary>What is read of one service of a compose file.</summary>
public sealed record ComposeService
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Ports inside, with the port of the host that each is published on, or null where it is not.</summary>
    public IReadOnlyDictionary<int, int?> Ports { get; init; } = new Dictionary<int, int?>();

    /// <summary>Paths inside, with the volume's name or the folder beside the file (<c>./…</c>).</summary>
    public IReadOnlyDictionary<string, string> Mounts { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it may take to stop before it is killed. Compose's default: 10 s.</summary>
    public TimeSpan StopGracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Names of services that are healthy before it starts.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
