using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.Endpoints;

/// <summary>Where the gateway listens. The ports are known once the application has started, also those that were asked for as 0.</summary>
public sealed class GatewayEndpoints
{
    private readonly IOptions<GatewayOptions> _options;
    private readonly DoorPlan _plan;
    private readonly List<(string Option, ListenOptions Listen)> _doors = [];

    internal GatewayEndpoints(IOptions<GatewayOptions> options, DoorPlan plan) => (_options, _plan) = (options, plan);

    /// <summary>Whether the process is a gateway.</summary>
    public bool HasGrpc => _plan.HasGrpc;

    /// <summary>REST, dashboard and health.</summary>
    public IPEndPoint Http => Of(nameof(GatewayOptions.HttpPort));

    /// <summary>gRPC, where the process has it.</summary>
    public IPEndPoint Grpc => Of(nameof(GatewayOptions.GrpcPort));

    /// <summary><c>/metrics</c>.</summary>
    public IPEndPoint Metrics => Of(nameof(GatewayOptions.MetricsPort));

    internal void Listen(KestrelServerOptions kestrel)
    {
        var settings = _options.Value;
        Add(kestrel, nameof(settings.HttpPort), settings.HttpPort, HttpProtocols.Http1);
        if (_plan.HasGrpc) Add(kestrel, nameof(settings.GrpcPort), settings.GrpcPort, HttpProtocols.Http2);
        Add(kestrel, nameof(settings.MetricsPort), settings.MetricsPort, HttpProtocols.Http1);
        kestrel.Limits.Http2.MaxStreamsPerConnection = settings.MaxStreamsPerConnection;
    }

    /// <summary>The option that asked for an endpoint, or null when it is none of the gateway's.</summary>
    internal string? OptionOf(EndPoint endpoint) => _doors.Find(door => ReferenceEquals(door.Listen.EndPoint, endpoint)).Option;

    private void Add(KestrelServerOptions kestrel, string option, int port, HttpProtocols protocols)
    {
        kestrel.Listen(GatewayOptionsValidator.ParseAddress(_options.Value.BindAddress)!, port, listen =>
        {
            listen.Protocols = protocols;
            _doors.Add((option, listen));
        });
    }

    // Kestrel writes the address that it was given by the system back into the options it listened with.
    private IPEndPoint Of(string option) => _doors.Find(door => door.Option == option).Listen?.IPEndPoint
        ?? throw new InvalidOperationException("the gateway has not started");
}
