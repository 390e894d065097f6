namespace DistributedDL.Contracts.Errors;

/// <summary>Examples are missing between the last durable sequence number and the first one sent.</summary>
[GenerateSerializer, Alias("ddl.SequenceGapException")]
public sealed class SequenceGapException(string session, long lastDurableSequence, long received)
    : ServiceException($"session '{session}': sequence {received} was sent, {lastDurableSequence + 1} is expected")
{
    [Id(0)] public string Session { get; } = session;
    [Id(1)] public long LastDurableSequence { get; } = lastDurableSequence;
    [Id(2)] public long Received { get; } = received;
}
