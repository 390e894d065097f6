using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace DistributedDL.Gateway.Endpoints;

/// <summary>Kestrel's socket transport, with failures that say which option asked for the port.</summary>
internal sealed class NamingListenerFactory(SocketTransportFactory sockets, GatewayEndpoints endpoints) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            return await sockets.BindAsync(endpoint, cancellationToken);
        }
        catch (Exception e) when (Reason(e, endpoint) is not null && endpoints.OptionOf(endpoint) is not null)
        {
            throw new ListenException(GatewayOptionsValidator.Key(endpoints.OptionOf(endpoint)!), ((IPEndPoint)endpoint).Port, Reason(e, endpoint)!, e);
        }
    }

    private static string? Reason(Exception e, EndPoint endpoint) => e switch
    {
        AddressInUseException => "another process uses it; stop that process or choose another port, 0 for any free one",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => "another process uses it; stop that process or choose another port, 0 for any free one",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "this user may not; ports below 1024 need a right of their own",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"this machine has no address {((IPEndPoint)endpoint).Address} ({GatewayOptionsValidator.Key(nameof(GatewayOptions.BindAddress))})",
        _ => null,
    };
}
