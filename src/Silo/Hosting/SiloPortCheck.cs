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

    private static void Try(IPAddress address, string option, int port)
    {
        if (port == 0) return;
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new IOException($"cannot listen on {new IPEndPoint(address, port)} ({SiloHostOptions.Section}:{option}): {e.Message}", e);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
