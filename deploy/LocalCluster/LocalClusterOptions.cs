namespace DistributedDL.Deployment;

/// <summary>How a cluster of processes is started.</summary>
public sealed record LocalClusterOptions
{
    /// <summary>The source tree: the folder with <c>docker-compose.yml</c>, <c>.build/ddl</c> and <c>.build/azurite</c>.</summary>
    public required string Root { get; init; }

    /// <summary>The compose file. Default: <c>docker-compose.yml</c> of the source tree.</summary>
    public string? Compose { get; init; }

    /// <summary>Where volumes, logs and configuration are kept; absolute. What is there already is gone on with.</summary>
    public required string Directory { get; init; }

    /// <summary>Number of services of a role, in place of the compose file's.</summary>
    public IReadOnlyDictionary<string, int> Scale { get; init; } = new Dictionary<string, int>();

    /// <summary>Settings of every <c>ddl serve</c>, as <c>Section:Key</c>; they win over the compose file's.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Take the host ports of the compose file where it publishes one, in place of free ones.</summary>
    public bool PublishedPorts { get; init; }

    /// <summary>Where the search for free ports begins; clusters of processes that start at once should differ in it. Default: the process id.</summary>
    public int PortSeed { get; init; } = Environment.ProcessId * 97;

    /// <summary>How long one service may take to become ready. Default: 2 min.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Told in a sentence what happens: a service is ready, or ended by itself.</summary>
    public Action<string> Report { get; init; } = _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
