using System.Buffers.Binary;

namespace DistributedDL.Silo.Datasets.Import.Arrays;

/// <summary>The examples of an array, one after the other.</summary>
public sealed class ArrayElements : IAsyncDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly ArrayHeader _header;
    private readonly byte[] _example;

    private ArrayElements(Stream stream, ArrayHeader header)
    {
        _stream = stream;
        _header = header;
        _example = new byte[header.Width * header.Type.SizeBytes];
    }

    public static async Task<ArrayElements> Open(ImportInput input, ArrayFile file, CancellationToken cancellation)
    {
        var stream = new BufferedStream(await input.Open(file.File, cancellation), BufferBytes);
        return new ArrayElements(stream, await file.Form.ReadHeader(stream, cancellation));
    }

    /// <summary>Reads the next example; its bytes, in the order of the form, are valid until the next call.</summary>
    /// <exception cref="InvalidDataException">The file ends before it.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> Next(long index, CancellationToken cancellation)
    {
        var read = await _stream.ReadAtLeastAsync(_example, _example.Length, throwOnEndOfStream: false, cancellation);
        return read == _example.Length ? _example
            : throw new InvalidDataException($"the file ends within example {index} (counted from 0); its header promises {_header.Examples}");
    }

    /// <exception cref="InvalidDataException">There are bytes after the last example.</exception>
    public async Task RequireEnd(CancellationToken cancellation)
    {
        if (await _stream.ReadAsync(_example.AsMemory(0, 1), cancellation) > 0)
            throw new InvalidDataException($"there are bytes after the {_header.Examples} examples that its header promises");
    }

    /// <summary>Converts an example to little-endian 32-bit floats.</summary>
    /// <returns>Index of the first element that is not a finite 32-bit number, or -1.</returns>
    public static int ToSingles(ArrayType type, ReadOnlySpan<byte> example, Span<byte> singles)
    {
        var wrong = -1;
        for (var i = 0; i < example.Length / type.SizeBytes; i++)
        {
            var value = (float)type.Read(example[(i * type.SizeBytes)..]);
            if (wrong < 0 && !float.IsFinite(value)) wrong = i;
            BinaryPrimitives.WriteSingleLittleEndian(singles[(i * sizeof(float))..], value);
        }
        return wrong;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
