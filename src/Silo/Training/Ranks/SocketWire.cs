using System.Net.Sockets;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>All goes over the connection itself.</summary>
internal sealed class SocketWire : IRankWire
{
    public SocketWire(Socket socket)
    {
        Socket = socket;
        socket.Blocking = false;
        // A step waits for its last packet.
        socket.NoDelay = true;
    }

    public Socket Socket { get; }

    public bool IsShared => false;

    public int Write(ReadOnlySpan<byte> bytes, out SocketError error) => Socket.Send(bytes, SocketFlags.None, out error);

    public int Read(Span<byte> to, out SocketError error) => Socket.Receive(to, SocketFlags.None, out error);

    public void BeginSleep()
    {
    }

    public void EndSleep()
    {
    }

    public void Dispose() => Socket.Dispose();
}
