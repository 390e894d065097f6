using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Storage.Tensors;

/// <summary>The safetensors form: 8-byte little-endian header length, JSON header, raw data. Equal tensors and metadata give equal bytes.</summary>
public static class Safetensors
{
    /// <summary>Tensors in the order given; the data begin at a multiple of 64 bytes.</summary>
    /// <exception cref="ArgumentException">A name twice or reserved, or data that are not of their shape's size; says every fault.</exception>
    public static void Write(Stream to, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var content = new SafetensorsStream(tensors, metadata);
        content.CopyTo(to);
    }

    /// <summary>Reads a whole file held in memory; tensors are views of <paramref name="file"/>, in the order of their data.</summary>
    /// <exception cref="InvalidDataException">Not this form: truncated, header too large, offsets outside or overlapping, sizes that do not fit.</exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> file) => SafetensorsReader.Read(file);
}
