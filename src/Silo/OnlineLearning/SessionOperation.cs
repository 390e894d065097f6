using System.Text.Json;
using System.Text.Json.Serialization;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What a session journals beside numbered examples; JSON, with floats as base64 of their bytes, so that their bits stay.</summary>
[JsonDerivedType(typeof(ManyExamples), "learn_many")]
[JsonDerivedType(typeof(TicketsIssued), "tickets_issued")]
[JsonDerivedType(typeof(LateExamples), "learn_late")]
[JsonDerivedType(typeof(LabelsAdded), "labels_added")]
internal abstract record SessionOperation
{
    /// <summary>Floats keep their bits.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Converters = { new FloatsConverter() } };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">It is of another form, as of a newer program.</exception>
    public static SessionOperation Parse(ReadOnlyMemory<byte> content) =>
        JsonSerializer.Deserialize<SessionOperation>(content.Span, Json) ?? throw new JsonException("an operation is null");
}
