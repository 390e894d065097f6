namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>What a user asks of an online session.</summary>
[GenerateSerializer, Immutable, Alias("ddl.OnlineSessionSpec")]
public sealed record OnlineSessionSpec
{
    [Id(0)] public required string Model { get; init; }

    /// <summary>The version to start from; when null the live one, or seeded initial weights where there is none yet.</summary>
    [Id(1)] public int? Version { get; init; }

    [Id(2)] public string Optimizer { get; init; } = "sgd";

    /// <summary>Above 0; the optimizer's own default when null.</summary>
    [Id(3)] public double? LearningRate { get; init; }

    /// <summary>As in training: chosen by the last activation when null.</summary>
    [Id(4)] public string? Loss { get; init; }

    /// <summary>At most so many examples make one update; 1 to 10,000. What arrives together is cut at this size.</summary>
    [Id(5)] public int MicroBatch { get; init; } = 1;

    [Id(6)] public long Seed { get; init; }

    /// <summary>Class labels by output index, for a model without versions; <c>0</c> to <c>N-1</c> when empty.</summary>
    [Id(7)] public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The optimizer's settings as a JSON object, as in training.</summary>
    [Id(8)] public string OptimizerParameters { get; init; } = "{}";

    /// <summary>
    /// Keep mean and deviation of the network's <c>standardize</c> layer, which has to be its first, over the examples seen so far
    /// (Welford 1962); an example is predicted with those before it.
    /// </summary>
    [Id(9)] public bool Standardize { get; init; }

    /// <summary>Layers that do not learn: names, or <c>conv*</c> for all names that begin so.</summary>
    [Id(10)] public IReadOnlyList<string> Freeze { get; init; } = [];

    /// <summary>Freeze all but the last so many layers with trainable parameters; at least 1.</summary>
    [Id(11)] public int? AllButLast { get; init; }

    /// <summary>Earlier examples learned again beside new ones; none when null.</summary>
    [Id(12)] public ReplaySpec? Replay { get; init; }

    [Id(13)] public UnknownLabels UnknownLabels { get; init; }

    /// <summary>Most classes that a growing head comes to; 2 to 10,000.</summary>
    [Id(14)] public int MaxClasses { get; init; } = 1_000;

    /// <summary>Columns that are hashed; none when null.</summary>
    [Id(15)] public HashingSpec? Hashing { get; init; }

    [Id(16)] public PrequentialSpec Prequential { get; init; } = new();

    [Id(17)] public IReadOnlyList<DriftSpec> Drift { get; init; } = [];

    /// <summary>A prediction sees an example at most so long after its acknowledgement; 0 (read your writes) to 1 hour.</summary>
    [Id(18)] public TimeSpan MaxStaleness { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Snapshots that the session publishes by itself; none when null.</summary>
    [Id(19)] public AutomaticSnapshots? Snapshots { get; init; }

    [Id(20)] public TicketSpec Tickets { get; init; } = new();
}
