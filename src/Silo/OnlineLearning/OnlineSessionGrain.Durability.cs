using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.Checkpoints;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Recovery and checkpoints of a session.</summary>
internal sealed partial class OnlineSessionGrain
{
    private static readonly TimeSpan RetryAfterTakeover = TimeSpan.FromSeconds(1);

    private CheckpointFolder Checkpoints => field ??= services.Checkpoints.OfSession(Session);

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        state.RecordExists ? Recover(cancellationToken) : Task.CompletedTask;

    /// <summary>A checkpoint as best effort: it only makes the next recovery short, for all that was acknowledged is in the journal.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Open.Remove(Session);
        if (_live is not { } live) return;
        _live = null;
        if (live.Sequence > state.State.Checkpoint!.Position) await StoreCheckpointInPassing(live);
        live.Dispose();
    }

    private async Task Recover(CancellationToken cancellation)
    {
        try
        {
            var begun = services.Time.GetTimestamp();
            var live = await LiveSession.Recover(services, Session, state.State, cancellation);
            _reader = new LearnBatchReader(state.State.Spec!.Model, live.InputWidth, state.State.Signature!.Labels);
            (_live, _damage) = (live, null);
            if (!state.State.Closed) services.Open.Report(Session, live.Metrics);
            LogRecovered(log, Session, state.State.Checkpoint!.Position, live.Sequence, services.Time.GetElapsedTime(begun).TotalSeconds);
        }
        catch (Exception e) when (e is CorruptBlobException or InvalidArgumentException or PreconditionException)
        {
            // Kept in memory alone: once the blob is brought back, the next activation is sound again.
            _damage = e.Message;
            LogDamaged(log, e, Session);
        }
    }

    private async Task<CheckpointPointer> StoreStart(SessionStart start, OnlineSessionSpec spec)
    {
        var weights = start.Version is null ? null : await LoadStart(start.Version.WeightsSha256);
        using var learner = await LiveSession.CreateLearner(services, start.Architecture, spec, weights);
        var captured = await services.Lanes.Run(_ => learner.Capture());
        return await Checkpoints.Save(captured, position: 0);
    }

    private async Task<IReadOnlyList<Contracts.Tensors.NamedTensor>> LoadStart(string sha256)
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

    private async Task<(float[] Predictions, float[] Losses)> LearnDurably(LiveSession live, JournalRecord record)
    {
        try
        {
            return await live.Learn(record);
        }
        catch (BlobConditionException e)
        {
            // Another activation has appended: this one is stale, and nothing of the batch was applied by it.
            LogOvertaken(log, e, Session);
            Abandon(live);
            throw new OverloadedException($"session '{Session}' (taken over by another activation)", RetryAfterTakeover);
        }
        catch (IOException e)
        {
            Abandon(live);
            throw new PreconditionException($"session '{Session}'", $"its journal could not be written, and the batch was not acknowledged: {e.Message}");
        }
        catch (Exception e) when (e is not OverloadedException)
        {
            // Journalled but not learned: only a recovery can tell what the weights are.
            Abandon(live);
            throw;
        }
    }

    // The next call gets a new activation, which recovers from what is durable.
    private void Abandon(LiveSession live)
    {
        _live = null;
        live.Dispose();
        DeactivateOnIdle();
    }

    private async Task StoreCheckpointInPassing(LiveSession live)
    {
        try
        {
            await StoreCheckpoint(live, closes: false);
        }
#pragma warning disable CA1031 // The examples are durable without it, and the batch must be acknowledged.
        catch (Exception e)
        {
            LogNotCheckpointed(log, e, Session, live.Sequence);
        }
#pragma warning restore CA1031
    }

    // Checkpoint, then pointer, and only then what they made needless: a crash between any two loses nothing.
    private async Task StoreCheckpoint(LiveSession live, bool closes)
    {
        var before = state.State.Checkpoint!;
        if (live.Sequence > before.Position || closes)
        {
            state.State.Checkpoint = await Checkpoints.Save(await live.Capture(), live.Sequence);
            state.State.Closed = closes;
            await WriteState();
        }
        live.Policy.Stored();
        await live.TruncateJournal(state.State.Checkpoint!);
        await Checkpoints.KeepOnly(state.State.Checkpoint!);
    }

    private async Task WriteState()
    {
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
