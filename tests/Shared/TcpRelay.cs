using System.Net;
using System.Net.Sockets;

namespace DistributedDL.Tests.Shared;

/// <summary>A port of this machine that leads to another, and can be cut: connections break, and new ones are refused, as in an outage.</summary>
public sealed class TcpRelay : IDisposable
{
    private readonly int _to;
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _open = [];
    private TcpListener? _listener;

    public TcpRelay(int to)
    {
        _to = to;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Accept(_listener);
    }

    public int Port { get; }

    public void Cut()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
            foreach (var client in _open) client.Dispose();
            _open.Clear();
        }
    }

    public void Restore()
    {
        lock (_lock)
        {
            if (_listener is not null) return;
            _listener = new TcpListener(IPAddress.Loopback, Port) { ExclusiveAddressUse = false };
            _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _listener.Start();
            _ = Accept(_listener);
        }
    }

    public void Dispose() => Cut();

    private async Task Accept(TcpListener listener)
    {
        try
        {
            while (true) _ = Relay(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task Relay(TcpClient near)
    {
        using var far = new TcpClient();
        lock (_lock)
        {
            if (_listener is null)
            {
                near.Dispose();
                return;
            }
            _open.AddRange([near, far]);
        }
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _to);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone.
        }
        finally
        {
            near.Dispose();
            lock (_lock) _open.RemoveAll(client => client == near || client == far);
        }
    }
}
