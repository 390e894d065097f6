using System.Net;
using System.Net.Sockets;
using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Silo.Tests.Training.Ranks;

/// <summary>A bare connection to a rank, that says what a test makes it say.</summary>
internal sealed class RawRank : IDisposable
{
    private RawRank(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    public static RawRank Connect(EndPoint endPoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000, SendTimeout = 10_000 };
        socket.Connect(endPoint);
        return new RawRank(socket);
    }

    /// <summary>As a rank that joins, until all have met; calls again while the other does not wait yet.</summary>
    public static RawRank Join(EndPoint endPoint, RankTicket ticket, int to)
    {
        for (var call = 0; ; call++)
        {
            var raw = Connect(endPoint);
            var verdict = raw.Greet(new RankGreeting(ticket, to).Write());
            if (verdict == RankVerdict.Accepted)
            {
                raw.Send(new RankFrame(RankFrame.What.Data, 1), 0);
                Assert.NotNull(raw.Read(RankFrame.Bytes + 1));
                return raw;
            }
            raw.Dispose();
            Assert.True(verdict == RankVerdict.UnknownToken && call < 100_000, $"{verdict}");
        }
    }

    /// <returns>The verdict; null when the connection was closed instead.</returns>
    public RankVerdict? Greet(byte[] greeting)
    {
        Socket.Send(greeting);
        return Read(RankGreeting.AnswerBytes) is { } answer ? RankGreeting.ReadAnswer(answer)?.Verdict : null;
    }

    public void Send(RankFrame frame, params byte[] payload)
    {
        var bytes = new byte[RankFrame.Bytes + payload.Length];
        frame.Write(bytes);
        payload.CopyTo(bytes, RankFrame.Bytes);
        Socket.Send(bytes);
    }

    /// <returns>Null when the connection ends before.</returns>
    public byte[]? Read(int count)
    {
        var bytes = new byte[count];
        try
        {
            for (var have = 0; have < count;)
            {
                var read = Socket.Receive(bytes.AsSpan(have));
                if (read == 0) return null;
                have += read;
            }
            return bytes;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return null;
        }
    }

    public void Dispose() => Socket.Dispose();
}
