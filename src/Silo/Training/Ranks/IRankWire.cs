using System.Net.Sockets;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>What carries bytes to and from one other rank, in order, without waiting.</summary>
internal interface IRankWire : IDisposable
{
    /// <summary>The connection to the other process. It can be read when there may be something to do, and ends with that process.</summary>
    Socket Socket { get; }

    /// <summary>Bytes go through shared memory; the socket can be read also when more can be written, and says nothing by being writable.</summary>
    bool IsShared { get; }

    /// <param name="error"><see cref="SocketError.WouldBlock"/> when nothing goes now; anything else but success is the connection's end.</param>
    /// <returns>How many bytes went.</returns>
    int Write(ReadOnlySpan<byte> bytes, out SocketError error);

    /// <param name="error"><see cref="SocketError.WouldBlock"/> when there is nothing now.</param>
    /// <returns>How many bytes came; 0 with success when the other side has ended.</returns>
    int Read(Span<byte> to, out SocketError error);

    /// <summary>From now on the other side makes the socket readable when it moves; what has moved before has to be looked for once more.</summary>
    void BeginSleep();

    void EndSleep();
}
