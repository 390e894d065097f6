using System.Net;
using System.Net.Sockets;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>Calls another rank's listener, again and again until that rank waits there, or the limit is over.</summary>
/// <param name="sharesMemory">Whether to offer it where the other is on this machine.</param>
internal sealed class RankCall(RankTicket ticket, int to, IPEndPoint endPoint, bool sharesMemory, TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromSeconds(1);

    private readonly long _begun = time.GetTimestamp();

    /// <exception cref="RankLostException">It could not be reached within the limit, or it refuses this rank for good.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RankConnection Connect(CancellationToken cancellation)
    {
        var why = "";
        for (var pause = FirstPause; time.GetElapsedTime(_begun) < limit; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellation.ThrowIfCancellationRequested();
            var (connection, verdict, fault) = Try(cancellation);
            if (connection is not null) return connection;
            if (verdict is not (null or RankVerdict.UnknownToken)) throw new RankLostException(to, $"it refuses rank {ticket.Rank}: {verdict}");
            why = fault;
            cancellation.WaitHandle.WaitOne(pause);
        }
        cancellation.ThrowIfCancellationRequested();
        throw new RankLostException(to, FormattableString.Invariant($"it could not be reached at {endPoint} within {limit.TotalSeconds:0.#} s: {why}"));
    }

    private (RankConnection? Connection, RankVerdict? Verdict, string Fault) Try(CancellationToken cancellation)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        RankMemory? memory = null;
        var (keeps, shares) = (false, false);
        try
        {
            // Connect has no limit of its own; closing the socket ends it.
            using var stop = cancellation.Register(socket.Dispose);
            using var late = time.CreateTimer(_ => socket.Dispose(), null, Left, Timeout.InfiniteTimeSpan);
            socket.Connect(endPoint);
            if (sharesMemory && IsOnThisMachine(socket)) memory = RankMemory.Create(time);
            socket.Send(new RankGreeting(ticket, to, memory?.Name ?? Guid.Empty).Write());
            var bytes = new byte[RankGreeting.AnswerBytes];
            for (var have = 0; have < bytes.Length;)
            {
                var count = socket.Receive(bytes.AsSpan(have));
                if (count == 0) return (null, null, "it closed the connection");
                have += count;
            }
            var answer = RankGreeting.ReadAnswer(bytes);
            (keeps, shares) = (answer?.Verdict == RankVerdict.Accepted, answer is { Verdict: RankVerdict.Accepted, Shares: true });
            return (keeps ? new RankConnection(to, socket, shares ? memory : null) : null, answer?.Verdict, answer is null ? "what answers is no rank" : "it does not wait there");
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            return (null, null, e.Message);
        }
        finally
        {
            memory?.Unlink();
            if (!shares) memory?.Dispose();
            if (!keeps) socket.Dispose();
        }
    }

    private static bool IsOnThisMachine(Socket socket) =>
        socket is { LocalEndPoint: IPEndPoint own, RemoteEndPoint: IPEndPoint other } && own.Address.Equals(other.Address);

    private TimeSpan Left => limit - time.GetElapsedTime(_begun) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
