using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Silo.Checkpoints;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Recovery and checkpoints of a session.</summary>
internal sealed partial class OnlineSessionGrain
{
    private const int MostRecoveries = 5;

    private static readonly TimeSpan RetryAfterTakeover = TimeSpan.FromSeconds(1);

    private Task _written = Task.CompletedTask;
    private Task _checkpointing = Task.CompletedTask;
    private TimeSpan _recovery;
    private OverloadedException? _full;
    private bool _hasPlace;

    private CheckpointFolder Checkpoints => field ??= services.Checkpoints.OfSession(Session);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!state.RecordExists) return;
        try
        {
            TakePlace();
        }
        catch (OverloadedException e)
        {
            // Thrown by each call instead, so that the caller sees what it is.
            _full = e;
            DeactivateOnIdle();
            return;
        }
        await Recover(isNew: false, cancellationToken);
    }

    /// <summary>A checkpoint as best effort: it only makes the next recovery short, for all that was acknowledged is in the journal.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Open.Remove(Session);
        try
        {
            await Leave();
        }
        finally
        {
            if (_hasPlace) services.Places.GiveBack();
        }
    }

    private void TakePlace()
    {
        if (_hasPlace) return;
        services.Places.Take();
        _hasPlace = true;
    }

    private async Task Leave()
    {
        if (_live is not { } live || _pipeline is not { } pipeline) return;
        _live = null;
        await pipeline.Drain();
        await _snapshotting;
        await _checkpointing;
        // Where the pipeline broke meanwhile, the learner is gone, and its state is not to be stored.
        if (pipeline.IsBroken) return;
        if (live.Sequence > state.State.Checkpoint!.Position || live.Operation > state.State.CheckpointOperation)
        {
            BeginCheckpoint(live, await Captured(live));
            await _checkpointing;
        }
        live.Dispose();
    }

    private async Task Recover(bool isNew, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await RecoverOnce(isNew, cancellation);
                return;
            }
            catch (Exception e) when (e is CorruptBlobException or InvalidArgumentException or PreconditionException)
            {
                if (tries < MostRecoveries && await HasChanged()) continue;
                // Kept in memory alone: once the blob is brought back, the next activation is sound again.
                _damage = e.Message;
                LogDamaged(log, e, Session);
                return;
            }
        }
    }

    private async Task RecoverOnce(bool isNew, CancellationToken cancellation)
    {
        var live = await LiveSession.Recover(services, Session, state.State, cancellation);
        // From here on an older activation can write neither examples nor the pointer to a checkpoint.
        state.State.FencingNumber = Math.Max(state.State.FencingNumber + 1, live.FencingNumber);
        await WriteState();
        _reader = new LearnBatchReader(state.State.Spec!, live.InputWidth, live.Memory.Labels);
        _pipeline = new LearnPipeline(live, services, () => StoreCheckpointInPassing(live), e => Broken(live, e));
        (_live, _damage) = (live, null);
        if (!state.State.Closed) services.Open.Report(Session, live.Metrics, live.Drift);
        BeginSchedule(live);
        if (isNew) return;
        _recovery = live.Recovery;
        services.Metrics.Recovered(live.Recovery.TotalSeconds);
        LogRecovered(log, Session, state.State.Checkpoint!.Position, live.Sequence, live.Recovery.TotalSeconds);
    }

    /// <summary>
    /// An activation that was just leaving, on a silo that the directory had given up already, may have stored a checkpoint after this one read its state, and have
    /// removed what that state points to: no damage, but the state of before.
    /// </summary>
    private async Task<bool> HasChanged()
    {
        var known = state.Etag;
        await state.ReadStateAsync();
        return state.Etag != known;
    }

    private async Task<CheckpointPointer> StoreStart(SessionStart start, OnlineSessionSpec spec)
    {
        var weights = start.Version is null ? null : await LoadStart(start.Version.WeightsSha256);
        using var learner = await LiveSession.CreateLearner(services, start.Architecture, spec, weights, await LoadRollBacks(spec));
        var memory = NewMemory(learner, epoch: 1, start.Signature).Capture();
        var captured = await services.Lanes.Run(_ => learner.Capture());
        return await Checkpoints.Save([.. captured, .. memory], position: 0, writer: 0);
    }

    /// <exception cref="ResourceNotFoundException">The model has no such version.</exception>
    private async Task<IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>>> LoadRollBacks(OnlineSessionSpec spec)
    {
        var loaded = new Dictionary<int, IReadOnlyList<NamedTensor>>();
        foreach (var number in spec.Drift.Where(drift => drift.Action == DriftAction.RollBack).Select(drift => drift.Version).OfType<int>().Distinct())
            loaded[number] = await LoadStart((await GrainFactory.GetGrain<IModel>(spec.Model).Resolve(number)).WeightsSha256);
        return loaded;
    }

    private async Task<IReadOnlyList<NamedTensor>> LoadStart(string sha256)
    {
        try
        {
            return await Task.Run(() => services.Snapshots.Load(sha256));
        }
        catch (BlobNotFoundException e)
        {
            throw new CorruptBlobException(e.Blob, "it is missing");
        }
    }

    // The next call gets a new activation, which recovers from what is durable.
    private void Abandon(LiveSession live)
    {
        _live = null;
        live.Dispose();
        DeactivateOnIdle();
    }

    /// <summary>At rest: captures, and goes on storing while the pipeline goes on learning.</summary>
    private async Task StoreCheckpointInPassing(LiveSession live)
    {
        try
        {
            // One at a time, so that the newer pointer is the one that stays.
            await _checkpointing;
            BeginCheckpoint(live, await Captured(live));
        }
#pragma warning disable CA1031 // The examples are durable without it, and learning goes on.
        catch (Exception e)
        {
            live.Policy.Stored();
            LogNotCheckpointed(log, e, Session, live.Sequence);
        }
#pragma warning restore CA1031
    }

    private void BeginCheckpoint(LiveSession live, SessionCapture captured)
    {
        _checkpointing = Run();

        async Task Run()
        {
            try
            {
                await StoreCheckpoint(live, captured);
            }
#pragma warning disable CA1031 // As above.
            catch (Exception e)
            {
                LogNotCheckpointed(log, e, Session, captured.Sequence);
            }
#pragma warning restore CA1031
        }
    }

    private static async Task<SessionCapture> Captured(LiveSession live)
    {
        live.Policy.Stored();
        return new SessionCapture(await live.Capture(), live.Sequence, live.Operation, live.Architecture, live.Memory.Labels.All);
    }

    private async Task<bool> StoreCheckpoint(LiveSession live, bool closes)
    {
        await _checkpointing;
        await StoreCheckpoint(live, await Captured(live), closes);
        return true;
    }

    // Checkpoint, then pointer, and only then what they made needless: a crash between any two loses nothing.
    private async Task StoreCheckpoint(LiveSession live, SessionCapture captured, bool closes = false)
    {
        var pointer = await Checkpoints.Save(captured.Tensors, captured.Sequence, state.State.FencingNumber);
        (state.State.Checkpoint, state.State.CheckpointOperation, state.State.Closed) = (pointer, captured.Operation, state.State.Closed || closes);
        (state.State.Architecture, state.State.Signature) = (captured.Architecture, state.State.Signature! with { Labels = captured.Labels });
        await WriteState();
        await live.TruncateJournal(captured.Sequence, captured.Operation);
        await Checkpoints.KeepOnly(pointer);
    }

    // One after the other: each write depends on the ETag of the one before.
    private Task WriteState() => _written = WriteStateAfter(_written);

    private async Task WriteStateAfter(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What memory holds is no longer what is stored.
            DeactivateOnIdle();
            throw;
        }
    }
}
