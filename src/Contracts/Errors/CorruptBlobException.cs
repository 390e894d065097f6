namespace DistributedDL.Contracts.Errors;

/// <summary>A stored blob was truncated or edited: its checksum, length or form is not what was written.</summary>
[GenerateSerializer, Alias("ddl.CorruptBlobException")]
public sealed class CorruptBlobException(string blob, string detail)
    : ServiceException($"stored blob '{blob}' is damaged: {detail}")
{
    [Id(0)] public string Blob { get; } = blob;
    [Id(1)] public string Detail { get; } = detail;
}
