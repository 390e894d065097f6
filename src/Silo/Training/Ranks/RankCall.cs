using System.Net;
using System.Net.Sockets;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>Calls another rank's listener, again and again until that rank waits there, or the limit is over.</summary>
internal sealed class RankCall(RankTicket ticket, int to, IPEndPoint endPoint, TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromSeconds(1);

    private readonly long _begun = time.GetTimestamp();

    /// <exception cref="RankLostException">It could not be reached within the limit, or it refuses this rank for good.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Socket Connect(CancellationToken cancellation)
    {
        var why = "";
        for (var pause = FirstPause; time.GetElapsedTime(_begun) < limit; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellation.ThrowIfCancellationRequested();
            var (socket, verdict, fault) = Try(cancellation);
            if (socket is not null) return socket;
            if (verdict is not (null or RankVerdict.UnknownToken)) throw new RankLostException(to, $"it refuses rank {ticket.Rank}: {verdict}");
            why = fault;
            cancellation.WaitHandle.WaitOne(pause);
        }
        cancellation.ThrowIfCancellationRequested();
        throw new RankLostException(to, FormattableString.Invariant($"it could not be reached at {endPoint} within {limit.TotalSeconds:0.#} s: {why}"));
    }

    private (Socket? Socket, RankVerdict? Verdict, string Fault) Try(CancellationToken cancellation)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var keeps = false;
        try
        {
            // Connect has no limit of its own; closing the socket ends it.
            using var stop = cancellation.Register(socket.Dispose);
            using var late = time.CreateTimer(_ => socket.Dispose(), null, Left, Timeout.InfiniteTimeSpan);
            socket.Connect(endPoint);
            socket.Send(new RankGreeting(ticket, to).Write());
            var answer = new byte[RankGreeting.AnswerBytes];
            for (var have = 0; have < answer.Length;)
            {
                var count = socket.Receive(answer.AsSpan(have));
                if (count == 0) return (null, null, "it closed the connection");
                have += count;
            }
            var verdict = RankGreeting.ReadAnswer(answer);
            keeps = verdict == RankVerdict.Accepted;
            return (keeps ? socket : null, verdict, verdict is null ? "what answers is no rank" : "it does not wait there");
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            return (null, null, e.Message);
        }
        finally
        {
            if (!keeps) socket.Dispose();
        }
    }

    private TimeSpan Left => limit - time.GetElapsedTime(_begun) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
