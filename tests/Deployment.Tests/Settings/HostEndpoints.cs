using DistributedDL.Cli.Serving;
using Microsoft.AspNetCore.Routing;

namespace DistributedDL.Deployment.Tests.Settings;

/// <summary>The paths that a host answers.</summary>
internal static class HostEndpoints
{
    public static IReadOnlyList<string> Paths { get; } = Read();

    private static List<string> Read()
    {
        var app = Server.Build([], verbose: false);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!)];
    }
}
