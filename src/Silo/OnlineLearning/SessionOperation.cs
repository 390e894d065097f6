using System.Text.Json;
using System.Text.Json.Serialization;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What a session journals beside numbered examples; JSON, with floats as base64 of their bytes, so that their bits stay.</summary>
[JsonDerivedType(typeof(ManyExamples), "learn_many")]
[JsonDerivedType(typeof(TicketsIssued), "tickets_issued")]
[JsonDerivedType(typeof(LateExamples), "learn_late")]
internal abstract record SessionOperation
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new FloatsConverter() } };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <exception cref="JsonException">It is of another form, as of a newer program.</exception>
    public static SessionOperation Parse(ReadOnlyMemory<byte> content) =>
        JsonSerializer.Deserialize<SessionOperation>(content.Span, Options) ?? throw new JsonException("an operation is null");
}
