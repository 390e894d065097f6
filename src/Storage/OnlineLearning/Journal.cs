using System.Buffers;
using System.Runtime.CompilerServices;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>
/// The append-only log of what an online session has acknowledged, in segments. A record is length-prefixed and checksummed;
/// it holds one group of examples, so that a replay makes the same micro-batches, or one operation of the session.
/// Single writer: an append at a length that is not the expected one throws, and the journal must be opened again.
/// </summary>
/// <remarks>
/// Opening appends the new writer's fencing number, from which moment no older writer can append. A segment is sealed before
/// the next one is begun, so that neither can an older writer begin one. For one caller at a time.
/// </remarks>
public sealed class Journal
{
    private const int OpenAttempts = 8;
    private readonly IBlobStore _store;
    private readonly string _folder;
    private readonly JournalOptions _options;
    private readonly List<JournalSegment> _sealed;
    private long _number;
    private long _baseSequence;
    private long _length;
    private int _appends;
    private int _busy;
    private bool _failed;
    private bool _holdsRecords;

    private Journal(IBlobStore store, string folder, JournalOptions options, List<JournalSegment> segments, long number, long length)
    {
        (_store, _folder, _options, _sealed, _number, _length) = (store, folder, options, segments, number, length);
        var last = segments.LastOrDefault();
        LastSequence = last?.LastSequence ?? options.BaseSequence;
        LastOperation = last?.LastOperation ?? 0;
        FencingNumber = (last?.FencingNumber ?? 0) + 1;
        _baseSequence = LastSequence;
        if (last?.Number != number) return;
        (_baseSequence, _appends) = (last.BaseSequence, last.Frames);
        // A segment of begins alone would be sealed for nothing; one of operations alone has its base sequence all the same.
        _holdsRecords = last.ValidBytes > last.Frames * (long)JournalFrame.EmptyBytes;
        segments.RemoveAt(segments.Count - 1);
    }

    /// <summary>Sequence number of the last example in it; 0 when empty.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Number of the last operation in it; 0 when none is left.</summary>
    public long LastOperation { get; private set; }

    /// <summary>Higher than that of every writer before.</summary>
    public long FencingNumber { get; }

    /// <summary>Opens or begins a journal. A torn last record, which was never acknowledged, is cut off.</summary>
    /// <param name="folder">First part of the blob names, as in <c>sessions/s1/journal</c>.</param>
    /// <exception cref="CorruptBlobException">Damage that is not a torn last record; names segment and offset.</exception>
    public static Task<Journal> Open(IBlobStore store, string folder, CancellationToken cancellation = default) =>
        Open(store, folder, new JournalOptions(), cancellation);

    /// <inheritdoc cref="Open(IBlobStore, string, CancellationToken)"/>
    /// <exception cref="ArgumentOutOfRangeException">An option is below its bound.</exception>
    public static async Task<Journal> Open(IBlobStore store, string folder, JournalOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentBytes, JournalFrame.EmptyBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentAppends, 3, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.BaseSequence, nameof(options));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var segments = await JournalScan.Run(store, folder, cancellation);
                var (number, length) = await JournalRecovery.Cut(store, segments, cancellation);
                var journal = new Journal(store, folder, options, segments, number, length);
                await journal.Write(FrameKind.Begin, cancellation);
                return journal;
            }
            catch (Exception e) when (e is BlobConditionException or BlobNotFoundException && attempt < OpenAttempts)
            {
                // The writer before had an append under way: look again at what it left.
            }
        }
    }

    /// <summary>Removes a journal.</summary>
    public static async Task Delete(IBlobStore store, string folder, CancellationToken cancellation = default)
    {
        await foreach (var blob in store.List($"{folder}/", cancellation)) await store.Delete(blob.Name, cancellation: cancellation);
    }

    /// <summary>Appends a record and flushes it; when this returns, the record is durable.</summary>
    /// <inheritdoc cref="Append(IReadOnlyList{JournalRecord}, CancellationToken)"/>
    public Task Append(JournalRecord record, CancellationToken cancellation = default) => Append([record], cancellation);

    /// <summary>Appends records with one flush where one segment has room for them; when this returns, all are durable.</summary>
    /// <exception cref="BlobConditionException">Another writer has appended.</exception>
    /// <exception cref="ArgumentException">A record is empty, too large, not rectangular or not the next in sequence.</exception>
    /// <exception cref="InvalidOperationException">An append failed before, or another one is under way.</exception>
    public async Task Append(IReadOnlyList<JournalRecord> records, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Check(records);
        if (Interlocked.Exchange(ref _busy, 1) != 0) throw new InvalidOperationException($"journal '{_folder}': an append is under way");
        try
        {
            if (_failed) throw new InvalidOperationException($"journal '{_folder}': an append failed; open it again");
            _failed = true;
            for (var done = 0; done < records.Count;)
            {
                var (count, bytes) = Fitting(records, done);
                if (_holdsRecords && (_length + bytes + JournalFrame.EmptyBytes > _options.SegmentBytes || _appends + 2 > _options.SegmentAppends))
                {
                    await BeginNextSegment(cancellation);
                    continue;
                }
                await Write(records, done, count, bytes, cancellation);
                done += count;
            }
            _failed = false;
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <summary>Records after a position, in order: examples above the sequence number, operations above the operation's number.</summary>
    /// <exception cref="CorruptBlobException">A segment was damaged since, or the records right after the position are gone.</exception>
    public async IAsyncEnumerable<JournalRecord> Read(long afterSequence, long afterOperation = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        var parts = _sealed.Where(s => s.LastSequence > afterSequence || s.LastOperation > afterOperation).Select(s => (s.Number, s.ValidBytes)).ToList();
        if (LastSequence > afterSequence || LastOperation > afterOperation) parts.Add((_number, _length));
        var (next, nextOperation) = (afterSequence + 1, afterOperation + 1);
        foreach (var (number, length) in parts)
        {
            var blob = JournalSegment.NameOf(_folder, number);
            await using var stream = await OpenSegment(blob, cancellation);
            var reader = new SegmentReader(stream, blob, number, length);
            while (await reader.Next(cancellation) is { } frame)
            {
                if (frame.Kind == FrameKind.Operation)
                {
                    if (reader.Operation < nextOperation) continue;
                    if (reader.Operation > nextOperation) throw Gone(reader, frame, $"operation {reader.Operation}", nextOperation);
                    nextOperation++;
                }
                else
                {
                    if (frame.Kind != FrameKind.Examples || frame.Sequence + frame.Examples - 1 <= afterSequence) continue;
                    if (frame.Sequence > next) throw Gone(reader, frame, $"sequence {frame.Sequence}", next);
                    next = frame.Sequence + frame.Examples;
                }
                yield return reader.Record(frame);
            }
            if (reader.Offset != length) throw reader.Damage("the segment is cut off");
        }

        static CorruptBlobException Gone(SegmentReader reader, JournalFrame frame, string found, long next) =>
            reader.Damage($"{found}, but {next} is the next; what was before it is gone", frame.LengthBytes);
    }

    /// <summary>Removes segments that hold nothing after this position; call it after a checkpoint of it is durable.</summary>
    public async Task TruncateThrough(long sequence, long operation = long.MaxValue, CancellationToken cancellation = default)
    {
        // The oldest first, so that an interruption leaves no hole; never the one that is written to, which knows the last sequence.
        while (_sealed is [var oldest, ..] && oldest.LastSequence <= sequence && oldest.LastOperation <= operation)
        {
            await _store.Delete(oldest.Blob.Name, cancellation: cancellation);
            _sealed.RemoveAt(0);
        }
    }

    private async Task BeginNextSegment(CancellationToken cancellation)
    {
        await Write(FrameKind.Seal, cancellation);
        var blob = new BlobProperties(JournalSegment.NameOf(_folder, _number), _length, ETag: "");
        _sealed.Add(new JournalSegment(_number, blob, _baseSequence, LastSequence, LastOperation, FencingNumber, _length, _appends, IsSealed: true, IsTorn: false));
        (_number, _length, _appends, _baseSequence, _holdsRecords) = (_number + 1, 0, 0, LastSequence, false);
        await Write(FrameKind.Begin, cancellation);
    }

    // At least one record, however large: it has a segment of its own then.
    private (int Count, long Bytes) Fitting(IReadOnlyList<JournalRecord> records, int from)
    {
        var (count, bytes) = (0, 0L);
        while (from + count < records.Count)
        {
            var next = JournalFrame.EmptyBytes + records[from + count].PayloadBytes;
            if (count > 0 && (_length + bytes + next + JournalFrame.EmptyBytes > _options.SegmentBytes)) break;
            bytes += next;
            count++;
        }
        return (count, bytes);
    }

    private async Task Write(IReadOnlyList<JournalRecord> records, int from, int count, long bytes, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)bytes);
        try
        {
            var at = 0;
            for (var i = from; i < from + count; i++)
            {
                var frame = JournalFrame.Of(records[i], FencingNumber);
                frame.Write(buffer.AsSpan(at, (int)frame.LengthBytes), _number, _length + at, records[i]);
                at += (int)frame.LengthBytes;
            }
            _length = await _store.Append(JournalSegment.NameOf(_folder, _number), buffer.AsMemory(0, at), _length, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        var last = records[from + count - 1];
        LastSequence = last.LastSequence;
        for (var i = from; i < from + count; i++) LastOperation = Math.Max(LastOperation, records[i].Operation);
        _holdsRecords = true;
        _appends++;
    }

    private async Task Write(FrameKind kind, CancellationToken cancellation)
    {
        var bytes = new byte[JournalFrame.EmptyBytes];
        new JournalFrame(kind, LastSequence, FencingNumber).Write(bytes, _number, _length);
        _length = await _store.Append(JournalSegment.NameOf(_folder, _number), bytes, _length, cancellation);
        _appends++;
    }

    private void Check(IReadOnlyList<JournalRecord> records)
    {
        var (sequence, operation) = (LastSequence, LastOperation);
        foreach (var record in records)
        {
            if (record.Operation == 0 && record.Examples < 1) throw new ArgumentException("a record holds at least one example", nameof(records));
            if (record.Examples > 0 && record.Features.Length % record.Examples != 0)
                throw new ArgumentException($"{record.Features.Length} features are not {record.Examples} examples of one width", nameof(records));
            if (record.PayloadBytes > JournalFrame.MaxPayloadBytes)
                throw new ArgumentException($"a record has {record.PayloadBytes} bytes; at most {JournalFrame.MaxPayloadBytes}", nameof(records));
            if (record.FirstSequence < 1 || ((sequence != 0 || record.Operation > 0) && record.FirstSequence != sequence + 1))
                throw new ArgumentException($"the record begins with sequence {record.FirstSequence}, {sequence + 1} is the next", nameof(records));
            if (record.Operation > 0 && operation != 0 && record.Operation != operation + 1)
                throw new ArgumentException($"the record is operation {record.Operation}, {operation + 1} is the next", nameof(records));
            (sequence, operation) = (record.LastSequence, Math.Max(operation, record.Operation));
        }
    }

    private async Task<Stream> OpenSegment(string blob, CancellationToken cancellation)
    {
        try
        {
            return await _store.OpenRead(blob, cancellation);
        }
        catch (BlobNotFoundException)
        {
            throw new CorruptBlobException(blob, "at byte 0: the segment is missing");
        }
    }
}
