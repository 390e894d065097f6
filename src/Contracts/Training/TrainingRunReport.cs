namespace DistributedDL.Contracts.Training;

/// <summary>A training run as it stands.</summary>
[GenerateSerializer, Immutable, Alias("ddl.TrainingRunReport")]
public sealed record TrainingRunReport
{
    [Id(0)] public required string Run { get; init; }
    [Id(1)] public required TrainingSpec Spec { get; init; }
    [Id(2)] public required RunState State { get; init; }

    /// <summary>Epochs that are recorded.</summary>
    [Id(3)] public int EpochsCompleted { get; init; }
    [Id(4)] public EpochReport? LastEpoch { get; init; }

    /// <summary>Examples seen in the epoch under way, and how many it has.</summary>
    [Id(5)] public long EpochExamplesDone { get; init; }
    [Id(6)] public long EpochExamples { get; init; }

    /// <summary>The version that came of it.</summary>
    [Id(7)] public int? ModelVersion { get; init; }

    /// <summary>Why it failed.</summary>
    [Id(8)] public string? Error { get; init; }

    /// <summary>How often it was begun: 1, and one more for each restart.</summary>
    [Id(9)] public int Attempt { get; init; }
    [Id(10)] public DateTimeOffset CreatedAt { get; init; }
    [Id(11)] public DateTimeOffset? StartedAt { get; init; }
    [Id(12)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Epoch whose weights were published, when it is not the last.</summary>
    [Id(13)] public int? BestEpoch { get; init; }

    /// <summary>Ended before its last epoch because its monitored metric got no better, or reached what was asked.</summary>
    [Id(14)] public bool StoppedEarly { get; init; }

    /// <summary>Ranks that compute now; 0 while none does.</summary>
    [Id(15)] public int Ranks { get; init; }

    /// <summary>The latest, oldest first.</summary>
    [Id(16)] public IReadOnlyList<RunEvent> Events { get; init; } = [];

    public bool Ended => State is RunState.Completed or RunState.Failed or RunState.Cancelled;
}
