using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Storage.Tensors;

/// <summary>A safetensors file as a stream that is read, over the tensors' own memory: no second copy of them is made.</summary>
public sealed class SafetensorsStream : Stream
{
    private readonly ReadOnlyMemory<byte>[] _parts;
    private int _part;
    private int _offset;
    private long _position;

    /// <summary>Tensors in the order given; the data begin at a multiple of 64 bytes.</summary>
    /// <exception cref="ArgumentException">A name twice or reserved, or data that are not of their shape's size; says every fault.</exception>
    public SafetensorsStream(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Check(tensors);
        _parts = [Header(tensors, metadata), .. tensors.Select(t => t.Data)];
        Length = _parts.Sum(p => (long)p.Length);
    }

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override int Read(Span<byte> buffer)
    {
        while (_part < _parts.Length && _offset == _parts[_part].Length) (_part, _offset) = (_part + 1, 0);
        if (_part == _parts.Length) return 0;
        var piece = _parts[_part].Span[_offset..];
        if (piece.Length > buffer.Length) piece = piece[..buffer.Length];
        piece.CopyTo(buffer);
        _offset += piece.Length;
        _position += piece.Length;
        return piece.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        foreach (var part in Rest()) await destination.WriteAsync(part, cancellationToken);
    }

    public override void CopyTo(Stream destination, int bufferSize)
    {
        foreach (var part in Rest()) destination.Write(part.Span);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private IEnumerable<ReadOnlyMemory<byte>> Rest()
    {
        for (; _part < _parts.Length; _part++, _offset = 0)
        {
            var rest = _parts[_part][_offset..];
            _position += rest.Length;
            yield return rest;
        }
    }

    private static void Check(IReadOnlyList<NamedTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var t in tensors)
        {
            if (t.Name == SafetensorsLayout.MetadataKey) faults.Add($"tensor name '{t.Name}' is reserved");
            if (!names.Add(t.Name)) faults.Add($"tensor '{t.Name}' is there twice");
            if (SafetensorsLayout.DataBytes(t.ElementType, t.Shape) != t.Data.Length)
                faults.Add($"tensor '{t.Name}': {t.Data.Length} bytes of data are not {t.ElementType} [{string.Join(", ", t.Shape)}]");
        }
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults), nameof(tensors));
    }

    private static byte[] Header(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[SafetensorsLayout.LengthBytes]);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafetensorsLayout.MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }
            long end = 0;
            foreach (var t in tensors)
            {
                json.WriteStartObject(t.Name);
                json.WriteString("dtype", t.ElementType.ToString());
                json.WriteStartArray("shape");
                foreach (var size in t.Shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(end);
                json.WriteNumberValue(end += t.Data.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (buffer.Length % SafetensorsLayout.Alignment != 0) buffer.WriteByte((byte)' ');
        var header = buffer.ToArray();
        var length = header.Length - SafetensorsLayout.LengthBytes;
        if (length > SafetensorsLayout.HeaderMaxBytes)
            throw new ArgumentException($"the header has {length} bytes; at most {SafetensorsLayout.HeaderMaxBytes}", nameof(tensors));
        BinaryPrimitives.WriteInt64LittleEndian(header, length);
        return header;
    }
}
