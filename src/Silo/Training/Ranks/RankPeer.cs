using System.Net.Sockets;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>
/// The connection to one other rank: a piece on its way out and one on its way in, each with one behind it, moved on as far as the wire takes and gives without waiting.
/// </summary>
internal sealed class RankPeer(int rank, IRankWire wire) : IDisposable
{
    /// <summary>A header goes out with the beginning of its piece: by itself it would be a packet, and wake the other side for nothing.</summary>
    private const int HeadBytes = 32 * 1024;

    private readonly byte[] _head = new byte[HeadBytes];
    private readonly byte[] _inHeader = new byte[RankFrame.Bytes];
    private int _headFrom;
    private int _headTo;
    private int _inHeaderHave;
    private RankPart _out;
    private RankPart _outNext;
    private RankPart _in;
    private RankPart _inNext;
    private bool _outBegun = true;
    private bool _inBegun;
    private bool _inExpected;

    public int Rank { get; } = rank;

    public IRankWire Wire { get; } = wire;

    public long SentBytes { get; private set; }

    public long ReceivedBytes { get; private set; }

    /// <summary>The other side has ended the connection, when nothing was expected of it any more.</summary>
    public bool HasEnded { get; private set; }

    public bool IsSending => !_outBegun || _headFrom < _headTo || _out.Length > 0 || _outNext.Length > 0;

    /// <summary>Something that was begun is not done.</summary>
    public bool IsOpen => IsSending || _inExpected;

    /// <summary>When something last went or came, as a timestamp; kept by who moves it.</summary>
    public long Heard { get; set; }

    /// <summary>Something may come that can be taken: not where the next piece already stands at the door.</summary>
    public bool CanReceive => !HasEnded && (_inExpected || _inHeaderHave < RankFrame.Bytes);

    /// <summary>Nothing goes or comes for a length of 0, on either side.</summary>
    public void Begin(RankPart send, RankPart receive, RankPart thenSend = default, RankPart thenReceive = default)
    {
        (_out, _outNext) = send.Length > 0 ? (send, thenSend) : (thenSend, default);
        (_in, _inNext) = receive.Length > 0 ? (receive, thenReceive) : (thenReceive, default);
        (_outBegun, _inExpected) = (_out.Length == 0, _in.Length > 0);
    }

    /// <returns>Whether anything has moved.</returns>
    /// <exception cref="RankLostException">The connection has ended.</exception>
    public bool Send(Span<byte> values, Span<byte> room)
    {
        var moved = false;
        while (IsSending)
        {
            if (_headFrom == _headTo && _outBegun && _out.Length == 0) (_out, _outNext, _outBegun) = (_outNext, default, false);
            if (_headFrom == _headTo && !_outBegun) BeginSending(values, room);
            var isHead = _headFrom < _headTo;
            var count = Write(isHead ? _head.AsSpan(_headFrom.._headTo) : _out.Of(values, room));
            if (count == 0) return moved;
            moved = true;
            if (isHead) _headFrom += count;
            else _out = _out.After(count);
        }
        return moved;
    }

    /// <returns>Whether anything has come, be it a pulse.</returns>
    /// <exception cref="RankLostException">The connection has ended, or its rank says that it lost another, or it sends what is not expected.</exception>
    public bool Receive(Span<byte> values, Span<byte> room)
    {
        if (HasEnded && _inExpected) throw new RankLostException(Rank, "its connection ended");
        var moved = false;
        while (CanReceive)
        {
            if (_inHeaderHave == RankFrame.Bytes && !_inBegun) BeginPiece();
            var count = Read(_inBegun ? _in.Of(values, room) : _inHeader.AsSpan(_inHeaderHave));
            if (count == 0) return moved;
            moved = true;
            if (!_inBegun) TakeHeader(count);
            else _in = _in.After(count);
            if (!_inBegun || _in.Length > 0) continue;
            (_inHeaderHave, _inBegun) = (0, false);
            (_in, _inNext) = (_inNext, default);
            _inExpected = _in.Length > 0;
        }
        return moved;
    }

    /// <summary>Sends a few bytes that are no data, unless a piece is half on its way or the wire takes nothing now.</summary>
    public void Tell(RankFrame frame)
    {
        if (_headFrom < _headTo || (_outBegun && _out.Length > 0) || HasEnded) return;
        frame.Write(_head);
        var count = Wire.Write(_head.AsSpan(0, RankFrame.Bytes), out var error);
        // The rest of what has begun has to follow; of an error the next piece tells.
        (_headFrom, _headTo) = error == SocketError.Success ? (count, RankFrame.Bytes) : (0, 0);
    }

    public void Dispose() => Wire.Dispose();

    private void BeginSending(Span<byte> values, Span<byte> room)
    {
        new RankFrame(RankFrame.What.Data, _out.Length).Write(_head);
        var first = Math.Min(_out.Length, HeadBytes - RankFrame.Bytes);
        _out.Of(values, room)[..first].CopyTo(_head.AsSpan(RankFrame.Bytes));
        (_out, _headFrom, _headTo, _outBegun) = (_out.After(first), 0, RankFrame.Bytes + first, true);
    }

    private void TakeHeader(int count)
    {
        _inHeaderHave += count;
        if (_inHeaderHave < RankFrame.Bytes) return;
        var frame = RankFrame.Read(_inHeader);
        if (frame.Kind == RankFrame.What.Pulse) _inHeaderHave = 0;
        else if (frame.Kind == RankFrame.What.Lost) throw new RankLostException(frame.Number, $"rank {Rank} has lost it");
        else if (frame.Kind != RankFrame.What.Data) throw new RankLostException(Rank, $"it sent what is no frame ({(int)frame.Kind})");
        else if (_inExpected) BeginPiece();
    }

    private void BeginPiece()
    {
        var length = RankFrame.Read(_inHeader).Number;
        if (length != _in.Length) throw new RankLostException(Rank, $"it sent {length} bytes where {_in.Length} were expected");
        _inBegun = true;
    }

    private int Write(ReadOnlySpan<byte> bytes)
    {
        var count = Wire.Write(bytes, out var error);
        if (error == SocketError.WouldBlock) return 0;
        if (error != SocketError.Success) throw new RankLostException(Rank, $"its connection ended ({error})");
        SentBytes += count;
        return count;
    }

    private int Read(Span<byte> to)
    {
        var count = Wire.Read(to, out var error);
        if (error == SocketError.WouldBlock) return 0;
        if (error == SocketError.Success && count > 0)
        {
            ReceivedBytes += count;
            return count;
        }
        HasEnded = true;
        if (_inExpected) throw new RankLostException(Rank, error == SocketError.Success ? "its connection ended" : $"its connection ended ({error})");
        return 0;
    }
}
