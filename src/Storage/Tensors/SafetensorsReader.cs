using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Storage.Tensors;

/// <summary>Reads the form from bytes that nobody vouches for.</summary>
internal static class SafetensorsReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static SafetensorsFile Read(ReadOnlyMemory<byte> file)
    {
        var header = Header(file, out var data);
        try
        {
            using var json = JsonDocument.Parse(header, Strict);
            return Read(json.RootElement, data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"safetensors header is not its JSON: {e.Message}", e);
        }
    }

    private static ReadOnlyMemory<byte> Header(ReadOnlyMemory<byte> file, out ReadOnlyMemory<byte> data)
    {
        if (file.Length < SafetensorsLayout.LengthBytes) throw new InvalidDataException($"not safetensors: {file.Length} bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (length > SafetensorsLayout.HeaderMaxBytes)
            throw new InvalidDataException($"safetensors header claims {length} bytes; at most {SafetensorsLayout.HeaderMaxBytes}");
        if (length > (ulong)(file.Length - SafetensorsLayout.LengthBytes))
            throw new InvalidDataException($"safetensors header claims {length} bytes; the file has {file.Length}");
        var header = file.Slice(SafetensorsLayout.LengthBytes, (int)length);
        if (length < 2 || header.Span[0] != '{') throw new InvalidDataException("safetensors header does not begin with '{'");
        if (!Utf8.IsValid(header.Span)) throw new InvalidDataException("safetensors header is not UTF-8");
        data = file[(SafetensorsLayout.LengthBytes + (int)length)..];
        return header;
    }

    private static SafetensorsFile Read(JsonElement root, ReadOnlyMemory<byte> data)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var found = new List<(long Begin, NamedTensor Tensor)>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == SafetensorsLayout.MetadataKey)
                foreach (var entry in property.Value.EnumerateObject()) metadata.Add(entry.Name, entry.Value.GetString() ?? throw new InvalidDataException($"metadata '{entry.Name}' is null"));
            else found.Add(Tensor(property.Name, property.Value, data));
        }
        // Tensors without data share their offset with the next one.
        var ordered = found.OrderBy(t => t.Begin).ThenBy(t => t.Tensor.Data.Length).ToList();
        long end = 0;
        foreach (var (begin, tensor) in ordered)
        {
            if (begin != end) throw new InvalidDataException($"tensor '{tensor.Name}' begins at byte {begin}, the one before it ends at {end}");
            end += tensor.Data.Length;
        }
        if (end != data.Length) throw new InvalidDataException($"the tensors have {end} bytes, the file has {data.Length}");
        return new SafetensorsFile(ordered.ConvertAll(t => t.Tensor), metadata);
    }

    private static (long Begin, NamedTensor Tensor) Tensor(string name, JsonElement entry, ReadOnlyMemory<byte> data)
    {
        if (entry.EnumerateObject().FirstOrDefault(p => p.Name is not ("dtype" or "shape" or "data_offsets")) is { Value.ValueKind: not JsonValueKind.Undefined } odd)
            throw new InvalidDataException($"tensor '{name}' has an unknown key '{odd.Name}'");
        var type = ElementTypeOf(name, Required(name, entry, "dtype"));
        var shape = Integers(name, Required(name, entry, "shape"), "shape");
        var offsets = Integers(name, Required(name, entry, "data_offsets"), "data_offsets");
        if (offsets is not [var begin, var end] || begin < 0 || end < begin || end > data.Length)
            throw new InvalidDataException($"tensor '{name}': data_offsets [{string.Join(", ", offsets)}] are not within the {data.Length} bytes of data");
        if (SafetensorsLayout.DataBytes(type, shape) is not { } bytes || bytes != end - begin)
            throw new InvalidDataException($"tensor '{name}': {type} [{string.Join(", ", shape)}] does not have {end - begin} bytes");
        return (begin, new NamedTensor(name, type, shape, data[(int)begin..(int)end]));
    }

    private static ElementType ElementTypeOf(string name, JsonElement value)
    {
        var text = value.GetString();
        // Parsing alone would take numbers and lists too.
        return text is not null && Enum.IsDefined(typeof(ElementType), text)
            ? Enum.Parse<ElementType>(text)
            : throw new InvalidDataException($"tensor '{name}' has dtype '{text}'; known: {SafetensorsLayout.KnownTypes}");
    }

    private static JsonElement Required(string name, JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) ? value : throw new InvalidDataException($"tensor '{name}' has no {key}");

    private static long[] Integers(string name, JsonElement value, string key) =>
        [.. value.EnumerateArray().Select(v => v.TryGetInt64(out var n) ? n : throw new InvalidDataException($"tensor '{name}': {key} holds {v.GetRawText()}"))];
}
