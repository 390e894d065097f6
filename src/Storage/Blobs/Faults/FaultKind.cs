namespace DistributedDL.Storage.Blobs.Faults;

/// <summary>At what a process dies.</summary>
public enum FaultKind
{
    /// <summary>An append to a journal, of which the first half is written.</summary>
    Append,

    /// <summary>A put of a checkpoint, of which the first half is written.</summary>
    Checkpoint,

    /// <summary>A put of a version's weights, of which the first half is written.</summary>
    Snapshot,

    /// <summary>A put of a grain's state, before any of it is written.</summary>
    BeforeState,

    /// <summary>A put of a grain's state that is durable and was not answered.</summary>
    AfterState,

    /// <summary>The removal of a journal's segment or of a checkpoint, before it is gone.</summary>
    Remove,
}
