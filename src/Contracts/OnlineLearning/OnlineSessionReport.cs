using DistributedDL.Contracts.Models;

namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>An online session as it stands.</summary>
[GenerateSerializer, Immutable, Alias("ddl.OnlineSessionReport")]
public sealed record OnlineSessionReport
{
    [Id(0)] public required string Session { get; init; }
    [Id(1)] public required OnlineSessionSpec Spec { get; init; }
    [Id(2)] public required SessionState State { get; init; }

    /// <summary>The version it started from; null for initial weights.</summary>
    [Id(3)] public int? StartVersion { get; init; }
    [Id(4)] public required ModelSignature Signature { get; init; }
    [Id(5)] public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>Examples learned, each exactly once: by sequence number, by operation and by ticket.</summary>
    [Id(6)] public long Examples { get; init; }
    [Id(7)] public long LastSequence { get; init; }

    /// <summary>Digest of the present weights, as of a snapshot of them.</summary>
    [Id(8)] public required string WeightsSha256 { get; init; }

    /// <summary>
    /// Prequential metrics, each over all examples, <c>…_fading</c> and <c>…_window</c>: <c>accuracy</c>, <c>log_loss</c>, <c>kappa</c>, beside
    /// <c>last_class_accuracy</c> and <c>majority_class_accuracy</c>, of two classes also <c>roc_auc_window</c>; or <c>mae</c>, <c>mse</c>, <c>r2</c>,
    /// beside <c>last_value_mae</c> and <c>mean_mae</c>.
    /// </summary>
    [Id(9)] public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Sequence of the last checkpoint.</summary>
    [Id(10)] public long CheckpointSequence { get; init; }
    [Id(11)] public DateTimeOffset OpenedAt { get; init; }
    [Id(12)] public string? Damage { get; init; }

    /// <summary>One of each detector of the spec, in order.</summary>
    [Id(13)] public IReadOnlyList<DriftReport> Drift { get; init; } = [];

    /// <summary>Tickets that wait for their label.</summary>
    [Id(14)] public int OpenTickets { get; init; }

    /// <summary>How long the last recovery took; zero for a session that was opened and never recovered.</summary>
    [Id(15)] public TimeSpan Recovery { get; init; }

    /// <summary>Null where the spec asks for no snapshots.</summary>
    [Id(16)] public AutomaticSnapshotReport? Snapshots { get; init; }
}
