namespace DistributedDL.Deployment.Plan;

/// <summary>One process to be: a service of the compose file with loopback addresses and folders of this machine in place of its own.</summary>
public sealed record ServicePlan
{
    public required string Name { get; init; }

    public required ServiceKind Kind { get; init; }

    /// <summary><c>gateway</c>, <c>serving</c>, <c>training</c>, or several with commas; for other images the service's name.</summary>
    public required string Role { get; init; }

    /// <summary>Program and arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The port here of each port in the container.</summary>
    public required IReadOnlyDictionary<int, int> Ports { get; init; }

    public required TimeSpan StopGracePeriod { get; init; }
}
