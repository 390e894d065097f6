namespace DistributedDL.Silo.Training.Ranks;

/// <summary>How long ranks wait for one another.</summary>
internal sealed record RankLimits
{
    /// <summary>All ranks have to be connected after this; their processes may still load the data set until then.</summary>
    public TimeSpan Join { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A rank that is waited for and not heard of for so long is lost. A rank that computes is heard of: its process sends a pulse six times
    /// as often, from a timer. So the limit need not grow with the length of a step.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections that have not said who they are after this are closed.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan PulseEvery => Silence / 6;
}
