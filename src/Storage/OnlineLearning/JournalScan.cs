using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>Checks all segments of a journal, first to last.</summary>
internal static class JournalScan
{
    /// <exception cref="CorruptBlobException">Damage that is not a torn last frame.</exception>
    public static async Task<List<JournalSegment>> Run(IBlobStore store, string folder, CancellationToken cancellation)
    {
        var blobs = new List<(long Number, BlobProperties Blob)>();
        await foreach (var blob in store.List($"{folder}/", cancellation))
            if (JournalSegment.NumberOf(folder, blob.Name) is { } number) blobs.Add((number, blob));
        var segments = new List<JournalSegment>();
        for (var i = 0; i < blobs.Count; i++)
        {
            var (number, blob) = blobs[i];
            if (i > 0 && number != blobs[i - 1].Number + 1)
                throw new CorruptBlobException(JournalSegment.NameOf(folder, blobs[i - 1].Number + 1), "at byte 0: the segment is missing");
            segments.Add(await Check(store, number, blob, segments.LastOrDefault(), isLast: i == blobs.Count - 1, cancellation));
        }
        return segments;
    }

    private static async Task<JournalSegment> Check(
        IBlobStore store, long number, BlobProperties blob, JournalSegment? before, bool isLast, CancellationToken cancellation)
    {
        await using var stream = await store.OpenRead(blob.Name, cancellation);
        if (stream.Length < blob.LengthBytes) throw new BlobConditionException(blob.Name, $"{blob.LengthBytes} bytes", blob.ETag, stream.Length);
        var reader = new SegmentReader(stream, blob.Name, number, blob.LengthBytes);
        var segment = new JournalSegment(
            number, blob, before?.LastSequence ?? 0, before?.LastSequence ?? 0, before?.LastOperation ?? 0, before?.FencingNumber ?? 0, ValidBytes: 0, Frames: 0, IsSealed: false, IsTorn: false);
        for (var at = reader.Offset; await reader.Next(cancellation) is { } frame; at = reader.Offset)
        {
            if (Fault(segment, before, frame, reader) is { } fault) throw new CorruptBlobException(blob.Name, $"at byte {at}: {fault}");
            segment = Add(segment, frame, reader);
        }
        if (!isLast && !segment.IsSealed) throw reader.Damage("the segment is cut off: it has no seal, and others follow");
        if (isLast && segment.Frames == 0 && before is null && number > 1) throw reader.Damage("the segment is cut off: nothing of it is left");
        return segment with { IsTorn = reader.IsTorn };
    }

    private static string? Fault(JournalSegment segment, JournalSegment? before, JournalFrame frame, SegmentReader reader)
    {
        if (segment.IsSealed) return "a frame follows the seal";
        if (segment.Frames == 0)
            return frame.Kind != FrameKind.Begin ? "the segment does not begin with its begin"
                : before is not null && (frame.Sequence != before.LastSequence || frame.FencingNumber < before.FencingNumber)
                    ? $"it goes on after sequence {frame.Sequence} (writer {frame.FencingNumber}), the segment before ends with {before.LastSequence} (writer {before.FencingNumber})"
                    : null;
        return frame.Kind switch
        {
            FrameKind.Begin when frame.FencingNumber <= segment.FencingNumber => $"writer {frame.FencingNumber} follows writer {segment.FencingNumber}",
            FrameKind.Examples or FrameKind.Operation or FrameKind.Seal when frame.FencingNumber != segment.FencingNumber => $"writer {frame.FencingNumber} wrote under writer {segment.FencingNumber}",
            FrameKind.Begin or FrameKind.Operation or FrameKind.Seal when frame.Sequence != segment.LastSequence => $"it goes on after sequence {frame.Sequence}, the one before is {segment.LastSequence}",
            FrameKind.Examples when segment.LastSequence != 0 && frame.Sequence != segment.LastSequence + 1 => $"sequence {frame.Sequence} follows {segment.LastSequence}",
            FrameKind.Examples when frame is { Examples: 0 } or { Sequence: < 1 } => "a record without examples or sequence",
            FrameKind.Operation when frame.Examples < sizeof(long) => "an operation without a number",
            FrameKind.Operation when reader.Operation < 1 || (segment.LastOperation != 0 && reader.Operation != segment.LastOperation + 1) =>
                $"operation {reader.Operation} follows {segment.LastOperation}",
            _ => null,
        };
    }

    private static JournalSegment Add(JournalSegment segment, JournalFrame frame, SegmentReader reader) => segment with
    {
        BaseSequence = segment.Frames == 0 ? frame.Sequence : segment.BaseSequence,
        LastSequence = frame.Kind == FrameKind.Examples ? frame.Sequence + frame.Examples - 1 : frame.Sequence,
        LastOperation = frame.Kind == FrameKind.Operation ? reader.Operation : segment.LastOperation,
        FencingNumber = frame.FencingNumber,
        ValidBytes = reader.Offset,
        Frames = segment.Frames + 1,
        IsSealed = frame.Kind == FrameKind.Seal,
    };
}
