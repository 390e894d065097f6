using System.Net;
using System.Net.Sockets;
using DistributedDL.Clustering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Hosting;

/// <summary>Tries the ports of the silo before anything starts, as Orleans does not tell which of them it cannot have.</summary>
internal sealed class SiloPortCheck(IOptions<SiloHostOptions> silo, IOptions<ClusterJoinOptions> join) : IHostedLifecycleService
{
    /// <exception cref="IOException">A port cannot be listened on; says which, its key and why.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var address = join.Value.JoinsBy == ClusterMode.Embedded ? IPAddress.Loopback : AdvertisedAddress.Resolve(silo.Value.AdvertisedAddress);
        Try(address, nameof(SiloHostOptions.SiloPort), silo.Value.SiloPort);
        Try(address, nameof(SiloHostOptions.GatewayPort), silo.Value.GatewayPort);
        return Task.CompletedTask;
    }

    // Port 0 too: the address may be none of this machine.
    private static void Try(IPAddress address, string option, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new IOException(e.SocketErrorCode == SocketError.AddressNotAvailable
                ? $"cannot listen on {address} ({SiloHostOptions.Section}:{nameof(SiloHostOptions.AdvertisedAddress)}): this machine has no such address"
                : $"cannot listen on port {port} ({SiloHostOptions.Section}:{option}): {Reason(e)}", e);
        }
    }

    private static string Reason(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another process uses it; stop that process or choose another port, 0 for any free one",
        SocketError.AccessDenied => "this user may not; ports below 1024 need a right of their own",
        _ => failure.Message,
    };

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
