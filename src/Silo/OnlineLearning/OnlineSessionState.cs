using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.Checkpoints;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Stored state of an online session: what it is, and where its last checkpoint lies. The examples since are in the journal.</summary>
internal sealed class OnlineSessionState
{
    public OnlineSessionSpec? Spec { get; set; }

    public bool Closed { get; set; }

    public int? StartVersion { get; set; }

    public string? StartWeightsSha256 { get; set; }

    public ArchitectureSpec? Architecture { get; set; }

    public ModelSignature? Signature { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>There is one from the beginning, so that a session never depends on its start version again.</summary>
    public CheckpointPointer? Checkpoint { get; set; }

    /// <summary>Number of the last operation in the checkpoint.</summary>
    public long CheckpointOperation { get; set; }

    /// <summary>Of the activation that wrote this last: an older one cannot write any more.</summary>
    public long FencingNumber { get; set; }

    /// <summary>Raised when the session begins a new journal, leaving a damaged one behind.</summary>
    public int JournalEpoch { get; set; } = 1;

    /// <summary>The last sequence number before that journal.</summary>
    public long JournalBase { get; set; }

    /// <summary>Null where the session has published none by itself.</summary>
    public SnapshotSeries? Snapshots { get; set; }

    public string JournalFolder(string session) => JournalEpoch == 1 ? $"sessions/{session}/journal" : $"sessions/{session}/journal-{JournalEpoch}";
}
