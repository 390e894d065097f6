using System.Buffers;
using System.Runtime.CompilerServices;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>
/// The append-only log of what an online session has acknowledged, in segments. A record is length-prefixed and checksummed;
/// it holds one group of examples, so that a replay makes the same micro-batches.
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

    private Journal(IBlobStore store, string folder, JournalOptions options, List<JournalSegment> segments, long number, long length)
    {
        (_store, _folder, _options, _sealed, _number, _length) = (store, folder, options, segments, number, length);
        var last = segments.LastOrDefault();
        LastSequence = last?.LastSequence ?? 0;
        FencingNumber = (last?.FencingNumber ?? 0) + 1;
        _baseSequence = LastSequence;
        if (last?.Number != number) return;
        (_baseSequence, _appends) = (last.BaseSequence, last.Frames);
        segments.RemoveAt(segments.Count - 1);
    }

    /// <summary>Sequence number of the last example in it; 0 when empty.</summary>
    public long LastSequence { get; private set; }

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
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var segments = await JournalScan.Run(store, folder, cancellation);
                var (number, length) = await JournalRecovery.Cut(store, segments, cancellation);
                var journal = new Journal(store, folder, options, segments, number, length);
                await journal.Write(FrameKind.Begin, default, default, cancellation);
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
    /// <exception cref="BlobConditionException">Another writer has appended.</exception>
    /// <exception cref="ArgumentException">The record is empty, too large, not rectangular or not the next in sequence.</exception>
    /// <exception cref="InvalidOperationException">An append failed before, or another one is under way.</exception>
    public async Task Append(JournalRecord record, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Check(record);
        if (Interlocked.Exchange(ref _busy, 1) != 0) throw new InvalidOperationException($"journal '{_folder}': an append is under way");
        try
        {
            if (_failed) throw new InvalidOperationException($"journal '{_folder}': an append failed; open it again");
            _failed = true;
            var frameBytes = JournalFrame.EmptyBytes + (record.Features.Length + (long)record.Targets.Length) * sizeof(float);
            var holdsRecords = LastSequence > _baseSequence;
            if (holdsRecords && (_length + frameBytes + JournalFrame.EmptyBytes > _options.SegmentBytes || _appends + 2 > _options.SegmentAppends))
                await BeginNextSegment(cancellation);
            await Write(FrameKind.Examples, record.Features, record.Targets, cancellation, record.FirstSequence);
            LastSequence = record.LastSequence;
            _failed = false;
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <summary>Records whose last sequence number is above <paramref name="afterSequence"/>, in order.</summary>
    /// <exception cref="CorruptBlobException">A segment was damaged since, or the records right after <paramref name="afterSequence"/> are gone.</exception>
    public async IAsyncEnumerable<JournalRecord> Read(long afterSequence, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        var parts = _sealed.Where(s => s.LastSequence > afterSequence).Select(s => (s.Number, s.ValidBytes)).ToList();
        if (LastSequence > afterSequence) parts.Add((_number, _length));
        var next = afterSequence + 1;
        foreach (var (number, length) in parts)
        {
            var blob = JournalSegment.NameOf(_folder, number);
            await using var stream = await OpenSegment(blob, cancellation);
            var reader = new SegmentReader(stream, blob, number, length);
            while (await reader.Next(cancellation) is { } frame)
            {
                if (frame.Kind != FrameKind.Examples || frame.Sequence + frame.Examples - 1 <= afterSequence) continue;
                if (frame.Sequence > next) throw new CorruptBlobException(blob, $"at byte {reader.Offset - frame.LengthBytes}: sequence {frame.Sequence}, but {next} is the next; what was before it is gone");
                yield return reader.Record(frame);
                next = frame.Sequence + frame.Examples;
            }
            if (reader.Offset != length) throw reader.Damage("the segment is cut off");
        }
    }

    /// <summary>Removes segments that hold nothing after <paramref name="sequence"/>; call it after a checkpoint at that sequence is durable.</summary>
    public async Task TruncateThrough(long sequence, CancellationToken cancellation = default)
    {
        // The oldest first, so that an interruption leaves no hole; never the one that is written to, which knows the last sequence.
        while (_sealed is [var oldest, ..] && oldest.LastSequence <= sequence)
        {
            await _store.Delete(oldest.Blob.Name, cancellation: cancellation);
            _sealed.RemoveAt(0);
        }
    }

    private async Task BeginNextSegment(CancellationToken cancellation)
    {
        await Write(FrameKind.Seal, default, default, cancellation);
        var blob = new BlobProperties(JournalSegment.NameOf(_folder, _number), _length, ETag: "");
        _sealed.Add(new JournalSegment(_number, blob, _baseSequence, LastSequence, FencingNumber, _length, _appends, IsSealed: true, IsTorn: false));
        (_number, _length, _appends, _baseSequence) = (_number + 1, 0, 0, LastSequence);
        await Write(FrameKind.Begin, default, default, cancellation);
    }

    private async Task Write(FrameKind kind, ReadOnlyMemory<float> features, ReadOnlyMemory<float> targets, CancellationToken cancellation, long? sequence = null)
    {
        var width = targets.IsEmpty ? 0 : features.Length / targets.Length;
        var frame = new JournalFrame(kind, sequence ?? LastSequence, FencingNumber, targets.Length, width);
        var size = (int)frame.LengthBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            frame.Write(buffer.AsSpan(0, size), _number, _length, features.Span, targets.Span);
            _length = await _store.Append(JournalSegment.NameOf(_folder, _number), buffer.AsMemory(0, size), _length, cancellation);
            _appends++;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Check(JournalRecord record)
    {
        if (record.Examples < 1) throw new ArgumentException("a record holds at least one example", nameof(record));
        if (record.Features.Length % record.Examples != 0)
            throw new ArgumentException($"{record.Features.Length} features are not {record.Examples} examples of one width", nameof(record));
        var bytes = (record.Features.Length + (long)record.Targets.Length) * sizeof(float);
        if (bytes > JournalFrame.MaxPayloadBytes) throw new ArgumentException($"a record has {bytes} bytes; at most {JournalFrame.MaxPayloadBytes}", nameof(record));
        if (record.FirstSequence < 1 || (LastSequence != 0 && record.FirstSequence != LastSequence + 1))
            throw new ArgumentException($"the record begins with sequence {record.FirstSequence}, {LastSequence + 1} is the next", nameof(record));
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
