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

    /// <summary>Looks at the sockets before the thread sleeps, about 0.1 ms: most waits within a step are shorter than waking up.</summary>
    private const int Looks = 200;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
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
        (Rank, Peers, _limits, _time) = (rank, peers, limits, time);
        _pulsed = time.GetTimestamp();
        _pulse = time.CreateTimer(_ => Pulse(), null, limits.PulseEvery, limits.PulseEvery);
    }

    public int Rank { get; }

    public int WorldSize => Peers.Count + 1;

    public IReadOnlyList<RankPeer> Peers { get; }

    /// <summary>Over all connections since they were made, pulses apart.</summary>
    public long SentBytes => Peers.Sum(peer => peer.SentBytes);

    public long ReceivedBytes => Peers.Sum(peer => peer.ReceivedBytes);

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
            foreach (var peer in Peers) SayFarewell(peer.Socket, begun);
            Close_NeedsGate(null);
        }
    }

    private void Move_NeedsGate(Span<byte> values, Span<byte> room, TimeSpan silence, CancellationToken cancellation)
    {
        var begun = _time.GetTimestamp();
        for (var looked = 0; ;)
        {
            var (moved, open) = (false, false);
            foreach (var peer in Peers)
            {
                var movedHere = peer.Send(values, room) | peer.Receive(values, room);
                if (movedHere) peer.Heard = _time.GetTimestamp();
                moved |= movedHere;
                open |= peer.IsOpen;
            }
            if (!open) return;
            if (moved) looked = 0;
            else if (++looked > Looks) Wait_NeedsGate(begun, silence, cancellation);
        }
    }

    private void Wait_NeedsGate(long begun, TimeSpan silence, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var peer in Peers)
        {
            if (peer.IsOpen && _time.GetElapsedTime(Math.Max(begun, peer.Heard)) >= silence)
                throw new RankLostException(peer.Rank, FormattableString.Invariant($"nothing came of it for {silence.TotalSeconds:0.#} s"));
        }
        if (_time.GetElapsedTime(_pulsed) >= _limits.PulseEvery) Pulse_NeedsGate();
        // Select makes garbage; of a single rank that is only waited for it is not needed.
        if (Peers.Count == 1 && !Peers[0].IsSending)
        {
            Peers[0].Socket.Poll(WaitMicroseconds, SelectMode.SelectRead);
            return;
        }
        _readable.Clear();
        _writable.Clear();
        foreach (var peer in Peers)
        {
            if (peer.CanReceive) _readable.Add(peer.Socket);
            if (peer.IsSending) _writable.Add(peer.Socket);
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
        foreach (var peer in Peers) peer.Tell(new RankFrame(RankFrame.What.Pulse, 0));
    }

    private void Close_NeedsGate(RankLostException? lost)
    {
        _isClosed = true;
        _pulse.Dispose();
        foreach (var peer in Peers)
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
