using System.Net.Sockets;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>Bytes go through memory that both processes have; over the connection goes a byte that wakes a side which sleeps, and the news of its end.</summary>
internal sealed class SharedMemoryWire : IRankWire
{
    private static ReadOnlySpan<byte> Bell => [1];

    private readonly RankMemory _memory;
    private readonly bool _isCaller;
    private readonly RankRing _out, _in;
    private readonly byte[] _bells = new byte[64];
    private SocketError _ended = SocketError.WouldBlock;

    public SharedMemoryWire(Socket socket, RankMemory memory, bool isCaller)
    {
        (Socket, _memory, _isCaller) = (socket, memory, isCaller);
        (_out, _in) = (memory.Ring(isCaller), memory.Ring(!isCaller));
        socket.Blocking = false;
        socket.NoDelay = true;
    }

    public Socket Socket { get; }

    public bool IsShared => true;

    public int Write(ReadOnlySpan<byte> bytes, out SocketError error)
    {
        var count = _out.Write(bytes);
        error = Outcome(count);
        if (count <= 0 && error == SocketError.Success) error = SocketError.ConnectionReset;
        return Math.Max(0, count);
    }

    public int Read(Span<byte> to, out SocketError error)
    {
        var count = _in.Read(to);
        error = Outcome(count);
        if (count != 0 || error == SocketError.WouldBlock) return Math.Max(0, count);
        // It may have written between the look and its end.
        count = Math.Max(0, _in.Read(to));
        if (count > 0) error = SocketError.Success;
        return count;
    }

    public void BeginSleep()
    {
        Volatile.Write(ref _memory.Sleeps(_isCaller), 1);
        // Either the other side sees it, or this one what the other has moved.
        Interlocked.MemoryBarrier();
    }

    public void EndSleep()
    {
        Volatile.Write(ref _memory.Sleeps(_isCaller), 0);
        HearBells();
    }

    public void Dispose()
    {
        Socket.Dispose();
        _memory.Dispose();
    }

    private SocketError Outcome(int count)
    {
        if (count < 0) return SocketError.NoRecovery;
        if (count == 0) return HearBells();
        Interlocked.MemoryBarrier();
        ref var sleeps = ref _memory.Sleeps(!_isCaller);
        if (Volatile.Read(ref sleeps) == 0) return SocketError.Success;
        Volatile.Write(ref sleeps, 0);
        // If the connection takes none, enough of them are on their way; of its end a look tells.
        Socket.Send(Bell, SocketFlags.None, out _);
        return SocketError.Success;
    }

    /// <returns>Success once the other side has ended in order, another error when it was torn off.</returns>
    private SocketError HearBells()
    {
        while (_ended == SocketError.WouldBlock)
        {
            var count = Socket.Receive(_bells, SocketFlags.None, out var error);
            if (error == SocketError.Success && count > 0) continue;
            if (error == SocketError.WouldBlock) break;
            _ended = error;
        }
        return _ended;
    }
}
