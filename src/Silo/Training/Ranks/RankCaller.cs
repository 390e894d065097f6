using System.Net.Sockets;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>A connection to the listener that has not said yet whose it is.</summary>
internal sealed class RankCaller(Socket socket, long since)
{
    private readonly byte[] _bytes = new byte[RankGreeting.Bytes];
    private int _have;

    public Socket Socket { get; } = socket;

    public long Since { get; } = since;

    /// <summary>Where it calls from, for a log.</summary>
    public string From { get; } = socket.RemoteEndPoint?.ToString() ?? "?";

    public bool IsComplete => _have == _bytes.Length;

    public RankGreeting? Greeting => RankGreeting.Read(_bytes);

    /// <summary>Takes what has come.</summary>
    /// <returns>False when the connection has ended, or what has come is no beginning of a greeting.</returns>
    public bool Read()
    {
        var count = Socket.Receive(_bytes.AsSpan(_have), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return true;
        if (error != SocketError.Success || count == 0) return false;
        _have += count;
        var magic = Math.Min(_have, 8);
        return _bytes.AsSpan(0, magic).SequenceEqual("DDLRANK2"u8[..magic]);
    }
}
