namespace DistributedDL.Client.OnlineLearning;

/// <summary>How an <see cref="OnlineSessionClient"/> sends and reconnects.</summary>
public sealed record OnlineSessionOptions
{
    /// <summary>Batches sent whose acknowledgement has not been read yet; 1 or more, 32 by default.</summary>
    public int MaxInFlight { get; init; } = 32;

    /// <summary>Attempts in a row to reconnect before giving up; any acknowledgement begins the count anew. 0 or more, 30 by default.</summary>
    public int MaxReconnects { get; init; } = 30;

    /// <summary>Wait before the second attempt, doubled for each further one, with jitter; 100 ms by default.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts; 5 s by default. A server's own retry hint overrides it.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its bound.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxReconnects);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReconnectDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReconnectDelay, ReconnectDelay);
    }
}
