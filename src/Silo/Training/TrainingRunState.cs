using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Checkpoints;

namespace DistributedDL.Silo.Training;

/// <summary>Stored state of a training run. It does not grow with the epochs: those are in an append blob of their own.</summary>
internal sealed class TrainingRunState
{
    private const int MostEvents = 50;

    /// <summary>As the user gave it.</summary>
    public TrainingSpec? Requested { get; set; }

    /// <summary>With the versions that were chosen.</summary>
    public TrainingSpec? Spec { get; set; }

    public ArchitectureSpec? Architecture { get; set; }

    public ModelSignature? Signature { get; set; }

    public string DatasetManifestSha256 { get; set; } = "";

    /// <summary>Examples of the training split: what one epoch has.</summary>
    public long EpochExamples { get; set; }

    public RunState State { get; set; }

    /// <summary>Fences what is recorded: whatever comes from an earlier attempt is dropped.</summary>
    public int Attempt { get; set; }

    public CheckpointPointer? Checkpoint { get; set; }

    /// <summary>Ranks lost since that checkpoint.</summary>
    public int Losses { get; set; }

    public TransferOrigin? Transfer { get; set; }

    /// <summary>Epochs that the run had when it was given more; 0 when it was not.</summary>
    public int ExtendedAt { get; set; }

    public int? ModelVersion { get; set; }

    /// <summary>Epoch whose weights were published, when it is not the last.</summary>
    public int? BestEpoch { get; set; }

    public bool StoppedEarly { get; set; }

    public string? Error { get; set; }

    /// <summary>What befell it, the latest <see cref="MostEvents"/>.</summary>
    public List<RunEvent> Events { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public void Tell(DateTimeOffset at, int attempt, string text)
    {
        Events.Add(new RunEvent(at, attempt, text));
        if (Events.Count > MostEvents) Events.RemoveAt(0);
    }
}
