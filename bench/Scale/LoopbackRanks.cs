using System.Net;
using System.Runtime.ExceptionServices;
using DistributedDL.Silo.Training.Ranks;
using Microsoft.Extensions.Logging.Abstractions;

namespace DistributedDL.Bench.Scale;

/// <summary>Ranks as threads of this process, which meet as those of several processes do: over loopback, or through shared memory.</summary>
internal static class LoopbackRanks
{
    /// <summary>Connects them and runs a body a rank.</summary>
    /// <returns>What each gave, in the order of ranks.</returns>
    public static T[] Run<T>(int worldSize, bool sharesMemory, Func<SocketCollective, T> body, Func<RankMesh, SocketCollective>? make = null)
    {
        var token = RankTicket.NewToken();
        var listeners = Enumerable.Range(0, worldSize)
            .Select(_ => new RankListener(IPAddress.Loopback, 0, new RankLimits(), sharesMemory, TimeProvider.System, NullLogger<RankListener>.Instance)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var endPoints = listeners.Select(listener => new IPEndPoint(IPAddress.Loopback, listener.Port)).ToArray();
        var results = new T[worldSize];
        Exception? failure = null;
        var threads = Enumerable.Range(0, worldSize).Select(rank => new Thread(() =>
        {
            try
            {
                var ticket = new RankTicket(token, 1, rank, worldSize, 0, new byte[RankTicket.DigestBytes]);
                using var ranks = RankLink.Join(listeners[rank], ticket, endPoints, CancellationToken.None, make);
                results[rank] = body(ranks);
            }
            catch (Exception e)
            {
                failure ??= e;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        foreach (var listener in listeners) listener.Dispose();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return results;
    }
}
