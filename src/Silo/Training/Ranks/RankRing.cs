namespace DistributedDL.Silo.Training.Ranks;

/// <summary>Bytes from one writer to one reader through shared memory. Positions only grow; what lies between them is unread.</summary>
/// <param name="written">Where the writer is.</param>
/// <param name="read">Where the reader is.</param>
internal readonly unsafe struct RankRing(long* written, long* read, byte* bytes, int capacity)
{
    /// <summary>What is given to the other side at once: it copies a piece out while the next is copied in.</summary>
    private const int PieceBytes = 64 * 1024;

    /// <returns>How many went in; 0 when it is full, -1 when the other side has written what is no position.</returns>
    public int Write(ReadOnlySpan<byte> from)
    {
        var done = 0;
        while (done < from.Length)
        {
            var at = *written;
            if (Unread(at, Volatile.Read(ref *read)) is not { } unread) return -1;
            var piece = Piece(at, capacity - unread, from.Length - done);
            if (piece == 0) break;
            from.Slice(done, piece).CopyTo(new Span<byte>(bytes + at % capacity, piece));
            Volatile.Write(ref *written, at + piece);
            done += piece;
        }
        return done;
    }

    /// <returns>How many came out; 0 when it is empty, -1 when the other side has written what is no position.</returns>
    public int Read(Span<byte> to)
    {
        var done = 0;
        while (done < to.Length)
        {
            var at = *read;
            if (Unread(Volatile.Read(ref *written), at) is not { } unread) return -1;
            var piece = Piece(at, unread, to.Length - done);
            if (piece == 0) break;
            new ReadOnlySpan<byte>(bytes + at % capacity, piece).CopyTo(to[done..]);
            Volatile.Write(ref *read, at + piece);
            done += piece;
        }
        return done;
    }

    private int Piece(long at, int there, int wanted) => Math.Min(Math.Min(there, wanted), Math.Min(PieceBytes, capacity - (int)(at % capacity)));

    // Numbers of the other process do not lead out of the ring.
    private int? Unread(long writtenTo, long readTo) => readTo >= 0 && writtenTo >= readTo && writtenTo - readTo <= capacity ? (int)(writtenTo - readTo) : null;
}
