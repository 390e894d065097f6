using System.Collections.Concurrent;
using System.Net;
using DistributedDL.Silo.Training.Ranks;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Tests.Training.Ranks;

/// <summary>Ranks as threads of this process, each with a listener and connections of its own over loopback.</summary>
internal sealed class LoopbackRanks : ILogger<RankListener>, IDisposable
{
    private readonly RankListener[] _listeners;
    private readonly Guid _token = RankTicket.NewToken();

    /// <param name="share">How many of them, from the first, are willing to share memory; all when null.</param>
    public LoopbackRanks(int worldSize, RankLimits? limits = null, int? share = null)
    {
        _listeners = [.. Enumerable.Range(0, worldSize).Select(rank => new RankListener(IPAddress.Loopback, 0, limits ?? Limits, rank < (share ?? worldSize), TimeProvider.System, this))];
        foreach (var listener in _listeners) listener.Start();
    }

    /// <summary>Long enough for a busy machine, where a test does not wait for it.</summary>
    public static RankLimits Limits { get; } = new() { Join = TimeSpan.FromSeconds(30), Silence = TimeSpan.FromSeconds(20) };

    public ConcurrentQueue<string> Logged { get; } = [];

    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => new IPEndPoint(IPAddress.Loopback, listener.Port))];

    public static SocketCollective Segments(RankMesh mesh) => new SegmentCollective(mesh, 1024);

    public static SocketCollective Reducer(RankMesh mesh) => new ReducerCollective(mesh, 1024);

    public RankTicket Ticket(int rank) => new(_token, 3, rank, _listeners.Length, 7, new byte[RankTicket.DigestBytes]);

    public SocketCollective Join(RankTicket ticket, Func<RankMesh, SocketCollective>? make = null, CancellationToken cancellation = default) =>
        RankLink.Join(_listeners[ticket.Rank], ticket, EndPoints, cancellation, make);

    /// <summary>Joins so many ranks, runs a body in a thread for each, and gives results or exceptions in the order of ranks.</summary>
    public (T? Result, Exception? Failure)[] Run<T>(Func<SocketCollective, T> body, Func<RankMesh, SocketCollective>? make = null, int? ranks = null)
    {
        var results = new (T?, Exception?)[ranks ?? _listeners.Length];
        var threads = Enumerable.Range(0, results.Length).Select(rank => new Thread(() =>
        {
            try
            {
                using var collective = Join(Ticket(rank), make);
                results[rank] = (body(collective), null);
            }
            catch (Exception e)
            {
                results[rank] = (default, e);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "a rank does not come to its end");
        return results;
    }

    public void Dispose()
    {
        foreach (var listener in _listeners) listener.Dispose();
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue(formatter(state, exception));
}
