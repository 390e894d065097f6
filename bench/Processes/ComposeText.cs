namespace DistributedDL.Bench.Processes;

/// <summary>Compose files of what is measured.</summary>
internal static class ComposeText
{
    /// <summary>The source tree's, without the services that only watch.</summary>
    public static string Cluster => Without(File.ReadAllText(Path.Combine(SourceTree.Root, "docker-compose.yml")), "prometheus", "grafana");

    /// <summary>One process with all roles and a directory, which starts again on the ports it had.</summary>
    public const string Embedded =
        """
        services:
          embedded:
            image: distributeddl
            stop_grace_period: 70s
            environment: { Gateway__HttpPort: "8000", Gateway__GrpcPort: "8001", Gateway__MetricsPort: "8002", Silo__SiloPort: "11111", Silo__GatewayPort: "30000" }
        """;

    internal static string Without(string compose, params string[] services)
    {
        var kept = new List<string>();
        var dropped = false;
        foreach (var line in compose.Split('\n'))
        {
            // A service begins two spaces in; what is deeper, or empty, belongs to the one before.
            if (line.Length > 0 && (line.Length < 3 || line[..3] is not "   ")) dropped = services.Any(service => line.StartsWith($"  {service}:", StringComparison.Ordinal));
            if (!dropped) kept.Add(line);
        }
        return string.Join('\n', kept);
    }
}
