using DistributedDL.Deployment.Compose;
using DistributedDL.Deployment.Plan;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Compose;

/// <summary>The compose file of this source tree.</summary>
internal static class ComposeSource
{
    public static string File { get; } = SourceTree.At("docker-compose.yml");

    public static ComposeFile Read() => ComposeFile.Read(File);

    /// <summary>Services of the service's own image.</summary>
    public static IReadOnlyList<ComposeService> Own { get; } = [.. Read().Services.Where(service => Images.KindOf(service) is ServiceKind.Silo or ServiceKind.Gateway)];

    /// <summary>The whole of a service, as data.</summary>
    public static ComposeNode Node(string service) => ComposeFile.Root(File)["services"][service];
}
