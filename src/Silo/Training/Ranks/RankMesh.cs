using System.Net.Sockets;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>
/// A rank's connections to all others. The lane's thread moves them all, without a thread or a queue between; a timer sends pulses while it
/// computes. Sockets do not block, so that no two ranks can wait for each other to read.
/// </summary>
internal sealed class RankMesh : IDisposable
{
    private const int WaitMicroseconds = 50_000;

    /// <summary>Looks at the wires before others get the processor in between: most waits within a step are shorter.</summary>
    private const int Looks = 200;

    /// <summary>So long it looks before it sleeps: ranks come to an exchange at different times by about so much, and waking up takes a good part of it.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly RankPeer[] _peers;
    private readonly RankLimits _limits;
    private readonly TimeProvider _time;
    private readonly ITimer _pulse;
    private readonly List<Socket> _readable = [], _writable = [];
    private RankLostException? _lost;
    private bool _isClosed;
    private long _pulsed;

    /// <param name="peers">All other ranks, in their order.</param>
    public RankMesh(int rank, IReadOnlyList<RankPeer> peers, RankLimits limits, TimeProvider time)
    {
        (Rank, _peers, _limits, _time) = (rank, [.. peers], limits, time);
        _pulsed = time.GetTimestamp();
        _pulse = time.CreateTimer(_ => Pulse(), null, limits.PulseEvery, limits.PulseEvery);
    }

    public int Rank { get; }

    public int WorldSize => _peers.Length + 1;

    public IReadOnlyList<RankPeer> Peers => _peers;

    /// <summary>Over all connections since they were made, pulses apart.</summary>
    public long SentBytes => _peers.Sum(peer => peer.SentBytes);

    public long ReceivedBytes => _peers.Sum(peer => peer.ReceivedBytes);

    /// <summary>Waits until every rank is here.</summary>
    /// <returns>Whether every rank shares memory with all others: the same on all of them.</returns>
    /// <exception cref="RankLostException">One of them is not within the limit.</exception>
    public bool Meet(TimeSpan limit, CancellationToken cancellation)
    {
        Span<byte> says = stackalloc byte[WorldSize];
        says[Rank] = _peers.All(peer => peer.Wire.IsShared) ? (byte)1 : (byte)0;
        foreach (var peer in _peers) peer.Begin(new RankPart(false, Rank, 1), new RankPart(false, peer.Rank, 1));
        Exchange(says, [], cancellation, limit);
        return !says.Contains((byte)0);
    }

    /// <summary>Sends to and receives from each peer what was begun with it, all at once.</summary>
    /// <param name="values">What parts that are not in the room refer to.</param>
    /// <param name="room">What parts that are in the room refer to.</param>
    /// <param name="silence">The longest that a peer is not heard of; the usual limit when null.</param>
    /// <exception cref="RankLostException">A rank is gone. All connections are closed, so that every rank learns of it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. All connections are closed.</exception>
    public void Exchange(Span<byte> values, Span<byte> room, CancellationToken cancellation, TimeSpan? silence = null)
    {
        lock (_gate)
        {
            if (_lost is not null) throw new RankLostException(_lost.Rank, "it was so before", _lost);
            ObjectDisposedException.ThrowIf(_isClosed, this);
            try
            {
                Move_NeedsGate(values, room, silence ?? _limits.Silence, cancellation);
            }
            catch (RankLostException e)
            {
                Close_NeedsGate(_lost = e);
                throw;
            }
            catch (OperationCanceledException)
            {
                Close_NeedsGate(null);
                throw;
            }
        }
    }

    /// <summary>Ends the connections so that what was sent still arrives; waits a little for the others to have taken it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _pulse.Dispose();
            if (_isClosed) return;
            var begun = _time.GetTimestamp();
            foreach (var peer in _peers) SayFarewell(peer.Wire.Socket, begun);
            Close_NeedsGate(null);
        }
    }

    private void Move_NeedsGate(Span<byte> values, Span<byte> room, TimeSpan silence, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var begun = _time.GetTimestamp();
        var moved = begun;
        for (var looked = 0; ;)
        {
            var hasMoved = Look_NeedsGate(values, room);
            if (!IsOpen) return;
            if (hasMoved) (looked, moved) = (0, _time.GetTimestamp());
            else if (++looked <= Looks) continue;
            else if (_time.GetElapsedTime(moved) < Watch) Thread.Yield();
            else if (Wait_NeedsGate(values, room, begun, silence, cancellation)) (looked, moved) = (0, _time.GetTimestamp());
        }
    }

    private bool IsOpen => Array.Exists(_peers, peer => peer.IsOpen);

    /// <returns>Whether anything has moved.</returns>
    private bool Look_NeedsGate(Span<byte> values, Span<byte> room)
    {
        var moved = false;
        foreach (var peer in _peers)
        {
            if (!(peer.Send(values, room) | peer.Receive(values, room))) continue;
            peer.Heard = _time.GetTimestamp();
            moved = true;
        }
        return moved;
    }

    /// <returns>Whether anything has moved before it slept.</returns>
    private bool Wait_NeedsGate(Span<byte> values, Span<byte> room, long begun, TimeSpan silence, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var peer in _peers)
        {
            if (peer.IsOpen && _time.GetElapsedTime(Math.Max(begun, peer.Heard)) >= silence)
                throw new RankLostException(peer.Rank, FormattableString.Invariant($"nothing came of it for {silence.TotalSeconds:0.#} s"));
        }
        if (_time.GetElapsedTime(_pulsed) >= _limits.PulseEvery) Pulse_NeedsGate();
        foreach (var peer in _peers) peer.Wire.BeginSleep();
        var moved = Look_NeedsGate(values, room);
        if (!moved) Sleep_NeedsGate();
        foreach (var peer in _peers) peer.Wire.EndSleep();
        return moved;
    }

    private void Sleep_NeedsGate()
    {
        // Select makes garbage; of a single rank that is only waited for it is not needed.
        if (_peers.Length == 1 && !(_peers[0].IsSending && !_peers[0].Wire.IsShared))
        {
            _peers[0].Wire.Socket.Poll(WaitMicroseconds, SelectMode.SelectRead);
            return;
        }
        _readable.Clear();
        _writable.Clear();
        foreach (var peer in _peers)
        {
            if (peer.CanReceive || (peer.Wire.IsShared && !peer.HasEnded)) _readable.Add(peer.Wire.Socket);
            if (peer.IsSending && !peer.Wire.IsShared) _writable.Add(peer.Wire.Socket);
        }
        Socket.Select(_readable, _writable, null, WaitMicroseconds);
    }

    private void Pulse()
    {
        // Within an exchange it sends them itself.
        if (!_gate.TryEnter()) return;
        try
        {
            if (!_isClosed) Pulse_NeedsGate();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Pulse_NeedsGate()
    {
        _pulsed = _time.GetTimestamp();
        foreach (var peer in _peers) peer.Tell(new RankFrame(RankFrame.What.Pulse, 0));
    }

    private void Close_NeedsGate(RankLostException? lost)
    {
        _isClosed = true;
        _pulse.Dispose();
        foreach (var peer in _peers)
        {
            if (lost is not null && peer.Rank != lost.Rank) peer.Tell(new RankFrame(RankFrame.What.Lost, lost.Rank));
            peer.Dispose();
        }
    }

    // With unread bytes, as pulses, a close would be a reset, which takes what is still on its way out with it.
    private void SayFarewell(Socket socket, long begun)
    {
        var rest = new byte[256];
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            while (_time.GetElapsedTime(begun) < Farewell)
            {
                var count = socket.Receive(rest, SocketFlags.None, out var error);
                if (error == SocketError.WouldBlock) socket.Poll(WaitMicroseconds, SelectMode.SelectRead);
                else if (count == 0 || error != SocketError.Success) return;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side was faster.
        }
    }
}
