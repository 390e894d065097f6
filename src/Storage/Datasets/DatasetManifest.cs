using System.Text.Json;
using System.Text.Json.Serialization;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Storage.Datasets;

/// <summary>
/// What a dataset version consists of. It names neither the dataset nor a time, so equal content has an equal digest.
/// </summary>
internal sealed record DatasetManifest(FeatureSchema Features, TargetSchema Target, IReadOnlyList<DatasetManifest.SplitEntry> Splits)
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
    };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">Not a manifest.</exception>
    public static DatasetManifest Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<DatasetManifest>(bytes, Json) ?? throw new JsonException("it holds null");

    /// <param name="ClassCounts">Examples of each label; empty for a value target.</param>
    internal sealed record SplitEntry(string Name, long Examples, IReadOnlyList<long> ClassCounts, IReadOnlyList<ChunkEntry> Chunks);

    /// <param name="File">Name of the blob within the version's folder.</param>
    internal sealed record ChunkEntry(string File, int Examples, long LengthBytes, string Sha256);
}
