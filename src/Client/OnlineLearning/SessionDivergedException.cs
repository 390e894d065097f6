namespace DistributedDL.Client.OnlineLearning;

/// <summary>
/// The session's last durable sequence number cannot follow from what this client sent: another client writes to the session,
/// or the server lost examples that it had acknowledged. Nothing more is sent.
/// </summary>
public sealed class SessionDivergedException(string session, long lastDurableSequence, long firstPossible, long lastPossible)
    : Exception($"session '{session}': the last durable sequence number is {lastDurableSequence}; after what this client sent it must be from {firstPossible} to {lastPossible}")
{
    public string Session { get; } = session;
    public long LastDurableSequence { get; } = lastDurableSequence;
}
