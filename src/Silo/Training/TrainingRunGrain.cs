using DistributedDL.Clustering;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Naming;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Training;
using DistributedDL.Silo.Catalog;
using DistributedDL.Silo.Placement;
using DistributedDL.Silo.Training.Queue;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace DistributedDL.Silo.Training;

/// <summary>
/// Owns one training run. The calls are here; what goes on while a lane trains is in <c>TrainingRunGrain.Attempt.cs</c>.
/// Whatever is recorded is recorded by that one flow or, while there is none, by the call that begins it.
/// </summary>
[GrainType(StateNames.TrainingRun), RunsOn(ProcessRoles.Training), LanePlacement, Immovable]
internal sealed partial class TrainingRunGrain(
    [PersistentState(StateNames.State)] IPersistentState<TrainingRunState> state,
    TrainingRunServices services,
    ILogger<TrainingRunGrain> log) : Grain, ITrainingRun
{
    private const int MostEpochsRead = 1_000;
    private const int MostEpochs = 1_000_000;

    private TrainingAttempt? _attempt;
    private EpochLog? _epochs;

    private string GoesOnFrom => state.State.Checkpoint is { } from ? $"from epoch {from.Position}" : "from its begin";

    private string Run => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!state.RecordExists) return;
        _epochs = await EpochLog.Open(services.Blobs, Run, cancellationToken);
        if (state.State.State is not (RunState.Queued or RunState.Running)) return;
        // The process that trained it is gone: the run goes on from its checkpoint.
        if (state.State.State == RunState.Running)
            Tell(state.State.Attempt, $"the silo that computed it is gone; it goes on {GoesOnFrom}");
        await Begin(state.State.Attempt + 1, isAsked: false);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_attempt is not { } attempt) return;
        attempt.Leave();
        await attempt.Recorded.WaitAsync(cancellationToken);
    }

    public async Task<TrainingRunReport> Start(TrainingSpec spec)
    {
        ResourceName.Require("run", Run);
        if (state.RecordExists)
        {
            if (spec == state.State.Requested || spec == state.State.Spec) return Report();
            throw new ResourceExistsException("training run", Run);
        }
        var plan = await TrainingPlan.Check(spec, GrainFactory);
        if (plan.IsNewModel) await GrainFactory.GetGrain<IModel>(spec.Model).Create(plan.Architecture);
        await services.Unfinished.Add(Run);
        state.State = new TrainingRunState
        {
            Requested = spec,
            Spec = plan.Spec,
            Architecture = plan.Architecture,
            Signature = plan.Signature,
            DatasetManifestSha256 = plan.Data.ManifestSha256,
            Transfer = plan.Transfer,
            EpochExamples = plan.TrainExamples,
            CreatedAt = services.Time.GetUtcNow(),
        };
        _epochs = await EpochLog.Open(services.Blobs, Run);
        await Begin(attempt: 1, isAsked: true);
        return Report();
    }

    public Task<TrainingRunReport> Show()
    {
        RequireExists();
        return Task.FromResult(Report());
    }

    public async Task<bool> Wake()
    {
        if (!state.RecordExists || state.State.State is not (RunState.Queued or RunState.Running)) return false;
        // The flow of an attempt ended without an end that could be stored.
        if (_attempt is null) await Begin(state.State.Attempt + 1, isAsked: false);
        return true;
    }

    public async Task<IReadOnlyList<EpochReport>> Epochs(int afterEpoch, int limit)
    {
        RequireExists();
        var faults = new List<FieldViolation>();
        if (afterEpoch < 0) faults.Add(new("after_epoch", $"{afterEpoch} is below 0"));
        if (limit is < 1 or > MostEpochsRead) faults.Add(new("limit", $"{limit} is not from 1 to {MostEpochsRead}"));
        InvalidArgumentException.ThrowIfAny(faults);
        // Before the read: an epoch recorded meanwhile is then in both, and one of them is passed over.
        var unrecorded = Unrecorded();
        var epochs = await _epochs!.Read(afterEpoch, limit);
        var last = epochs.Count == 0 ? afterEpoch : epochs[^1].Epoch;
        epochs.AddRange(unrecorded.Where(epoch => epoch.Epoch > last).Take(limit - epochs.Count));
        return epochs;
    }

    public async Task<TrainingRunReport> Cancel()
    {
        RequireExists();
        if (_attempt is { } attempt)
        {
            attempt.Cancel();
            await attempt.Recorded;
        }
        if (_attempt is null && state.State.State is RunState.Queued or RunState.Running)
        {
            // The attempt's flow was past asking, and left the run to another. The caller is told at once where the store is away.
            _patience = new StorePatience(Run, services.Time, log, () => true);
            await StoreEnd(RunState.Cancelled, null);
        }
        return Report();
    }

    public async Task<TrainingRunReport> Resume()
    {
        RequireExists();
        if (_attempt is not null) throw new PreconditionException($"training run '{Run}'", "it is under way");
        if (state.State.State == RunState.Completed) throw new PreconditionException($"training run '{Run}'", "it is completed");
        await services.Unfinished.Add(Run);
        await Begin(state.State.Attempt + 1, isAsked: true);
        return Report();
    }

    public async Task<TrainingRunReport> Extend(RunExtension extension)
    {
        RequireExists();
        var epochs = extension.Epochs;
        if (_attempt is not null) throw new PreconditionException($"training run '{Run}'", "it is under way");
        var total = (long)_epochs!.Count + epochs;
        if (epochs < 1 || total > MostEpochs)
            throw new InvalidArgumentException("more_epochs", $"{epochs} is not from 1 to {MostEpochs - _epochs.Count}: the run has {_epochs.Count} epochs, and may have {MostEpochs}");
        var spec = state.State.Spec! with { Epochs = (int)total, StopWhen = extension.StopWhen, VersionsAt = extension.VersionsAt };
        Trainer.Check(spec, state.State.Architecture!);
        await services.Unfinished.Add(Run);
        var before = (state.State.Spec, state.State.ExtendedAt);
        (state.State.Spec, state.State.ExtendedAt) = (spec, (int)(state.State.Checkpoint?.Position ?? 0));
        try
        {
            await Begin(state.State.Attempt + 1, isAsked: true);
        }
        catch
        {
            (state.State.Spec, state.State.ExtendedAt) = before;
            throw;
        }
        return Report();
    }

    public Task<string?> Checkpoint()
    {
        RequireExists();
        return Task.FromResult(state.State.Checkpoint?.Sha256);
    }

    private void RequireExists()
    {
        if (!state.RecordExists || state.State.Spec is null) throw new ResourceNotFoundException("training run", Run);
    }

    private EpochReport[] Unrecorded() =>
        _attempt is null ? [] : [.. _attempt.Unrecorded().Where(epoch => epoch.Epoch > _epochs!.Count)];

    private TrainingRunReport Report()
    {
        var run = state.State;
        var last = Unrecorded() is [.., var latest] ? latest : _epochs!.Last;
        return new TrainingRunReport
        {
            Run = Run,
            Spec = run.Spec!,
            State = _attempt is { Begun: true } ? RunState.Running : run.State,
            EpochsCompleted = last?.Epoch ?? 0,
            LastEpoch = last,
            EpochExamplesDone = _attempt?.ExamplesDone ?? 0,
            EpochExamples = run.EpochExamples,
            ModelVersion = run.ModelVersion,
            Error = run.Error,
            Attempt = run.Attempt,
            CreatedAt = run.CreatedAt,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            BestEpoch = run.BestEpoch,
            StoppedEarly = run.StoppedEarly,
            Ranks = _attempt is { Begun: true } begun ? begun.Ranks : 0,
            Events = [.. run.Events],
        };
    }
}
