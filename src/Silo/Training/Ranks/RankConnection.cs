using System.Net.Sockets;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>A connection to another rank that both sides have agreed on.</summary>
/// <param name="Rank">The other one.</param>
/// <param name="Memory">What is shared with it; null when it is elsewhere.</param>
internal sealed record RankConnection(int Rank, Socket Socket, RankMemory? Memory) : IDisposable
{
    /// <summary>It belongs to the wire from now on.</summary>
    /// <param name="isCaller">Whether this side has called.</param>
    public IRankWire ToWire(bool isCaller) => Memory is null ? new SocketWire(Socket) : new SharedMemoryWire(Socket, Memory, isCaller);

    public void Dispose()
    {
        Socket.Dispose();
        Memory?.Dispose();
    }
}
