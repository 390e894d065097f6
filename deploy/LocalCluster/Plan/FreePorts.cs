using System.Net;
using System.Net.Sockets;

namespace DistributedDL.Deployment.Plan;

/// <summary>
/// Ports that nobody listens on, below those that the system gives to outgoing connections: a process that is down for a while finds
/// its port free again.
/// </summary>
internal sealed class FreePorts(int seed)
{
    private const int First = 12_000, Last = 32_000;
    private readonly HashSet<int> _given = [];
    private int _next = First + (int)((uint)seed % (Last - First));

    /// <exception cref="IOException">There is none.</exception>
    public int Take()
    {
        for (var tries = 0; tries < Last - First; tries++)
        {
            _next = _next + 1 < Last ? _next + 1 : First;
            if (IsFree(_next) && _given.Add(_next)) return _next;
        }
        throw new IOException($"no port from {First} to {Last} is free");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
