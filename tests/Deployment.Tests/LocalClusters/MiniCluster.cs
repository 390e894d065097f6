using DistributedDL.Deployment.Tests.Plan;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.LocalClusters;

/// <summary>Small compose files, for what needs no whole cluster.</summary>
internal static class MiniCluster
{
    public const string RedisAlone = """
        services:
          redis:
            image: redis:7.4-alpine
            command: ["redis-server", "--bind", "0.0.0.0", "--port", "6379", "--dir", "/data", "--save", "", "--appendonly", "yes"]
            expose: ["6379"]
            volumes: ["redis:/data"]
        """;

    /// <summary>One embedded process with all roles.</summary>
    public const string NodeAlone = """
        services:
          node-1:
            image: distributeddl:0.1.0
            stop_grace_period: 30s
            environment: { Gateway__HttpPort: "8000", Gateway__GrpcPort: "8001", Gateway__MetricsPort: "8002" }
        """;

    /// <summary>The same, watched by a Prometheus that has the rules of the source tree.</summary>
    public const string Watched = """
        services:
          node-1:
            image: distributeddl:0.1.0
            stop_grace_period: 30s
            environment: { Gateway__HttpPort: "8000", Gateway__GrpcPort: "8001", Gateway__MetricsPort: "8002" }
          prometheus:
            image: prom/prometheus:v3
            command: ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus", "--web.listen-address=0.0.0.0:9090"]
            ports: ["127.0.0.1:9090:9090"]
            volumes: ["./prometheus:/etc/prometheus:ro", "prometheus:/prometheus"]
        """;

    public static LocalClusterOptions Options(TempFolder folder, string compose, Action<string>? report = null)
    {
        Installed.Require();
        return new LocalClusterOptions
        {
            Root = SourceTree.Root,
            Compose = folder.Write("compose.yml", compose),
            Directory = Path.Combine(folder.Path, "cluster"),
            Settings = new Dictionary<string, string> { ["Storage:Directory"] = Path.Combine(folder.Path, "data") },
            PortSeed = folder.Path.GetHashCode(StringComparison.Ordinal),
            Report = report ?? (_ => { }),
        };
    }
}
