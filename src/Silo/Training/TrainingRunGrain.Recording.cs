using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Training.Queue;
using DistributedDL.Silo.Training.Ranks;
using DistributedDL.Storage.Blobs;
using Orleans.Storage;

namespace DistributedDL.Silo.Training;

/// <summary>What is written of an attempt while it goes on and when it ends.</summary>
internal sealed partial class TrainingRunGrain
{
    // (4)
    private async Task RecordWhileWorking(TrainingAttempt attempt, Task work)
    {
        var storedAt = services.Time.GetTimestamp();
        while (!work.IsCompleted)
        {
            using (var tick = new CancellationTokenSource())
            {
                await Task.WhenAny(work, Task.Delay(services.Options.RecordInterval, services.Time, tick.Token));
                await tick.CancelAsync();
            }
            if (attempt.Begun && state.State.State == RunState.Queued) await StoreRunning();
            // Taken before the epochs are recorded: a checkpoint ahead of the record would leave a gap in it after a crash.
            var due = services.Time.GetElapsedTime(storedAt) >= services.Options.CheckpointInterval ? attempt.TakeCaptured() : null;
            await RecordEpochs(attempt);
            if (!await TryPublishKept(attempt)) return;
            if (due is null) continue;
            await StoreCheckpoint(due);
            storedAt = services.Time.GetTimestamp();
        }
    }

    private async Task RecordEnd(TrainingAttempt attempt, Task<TrainingResult> work)
    {
        await RecordEpochs(attempt);
        try
        {
            await PublishKept(attempt);
            var result = await work;
            // (5)
            await StoreCheckpoint(attempt.TakeCaptured());
            // (6)
            var version = await Publish(result);
            var best = result.Epoch == _epochs!.Count ? (int?)null : result.Epoch;
            (state.State.ModelVersion, state.State.BestEpoch, state.State.StoppedEarly) = (version.Version, best, result.StoppedEarly);
            await StoreEnd(RunState.Completed, null);
        }
        catch (Exception e) when (e is OperationCanceledException || (attempt.Stop.IsCancellationRequested && StoreUnavailableException.In(e) is not null))
        {
            await StoreCheckpoint(attempt.TakeCaptured());
            if (attempt.CancelledByUser) await StoreEnd(RunState.Cancelled, null);
            else if (attempt.LeavesSilo && state.State.State == RunState.Running) await StoreLeft(attempt);
        }
        catch (Exception e) when (!IsPassing(e))
        {
            LogFailed(log, e, Run);
            await StoreCheckpoint(attempt.TakeCaptured());
            await StoreEnd(RunState.Failed, e is ServiceException ? e.Message : $"{e.GetType().Name}: {e.Message}");
        }
    }

    // None of the run's own faults: it goes on in another attempt, here or elsewhere.
    private static bool IsPassing(Exception e) =>
        e is OrleansException or TimeoutException or BlobConditionException or StoreUnavailableException or RankLossException or RanksChangeException or RunMovesException;

    /// <returns>False, with the work stopped, when a version cannot be published: the run's end meets the same and says why.</returns>
    private async Task<bool> TryPublishKept(TrainingAttempt attempt)
    {
        try
        {
            await PublishKept(attempt);
            return true;
        }
        catch (ServiceException)
        {
            attempt.Suspend();
            return false;
        }
    }

    // Before a checkpoint that lies behind them is stored: a run that resumes there does not come by them again.
    private async Task PublishKept(TrainingAttempt attempt)
    {
        while (attempt.NextKept() is { } kept)
        {
            await Publish(kept.Weights, kept.Epoch, $"run:{Run}:epoch:{kept.Epoch}", promote: false);
            attempt.Published();
        }
    }

    private async Task RecordEpochs(TrainingAttempt attempt)
    {
        var epochs = attempt.Unrecorded();
        if (epochs.Count == 0) return;
        var model = state.State.Spec!.Model;
        await _patience!.Wait(() => _epochs!.Append(epochs));
        attempt.Record(epochs.Count);
        foreach (var epoch in epochs) services.Metrics.Epoch(model, epoch.Examples, epoch.Seconds);
        services.Running.Report(Run, model, epochs[^1].Loss);
    }

    private async Task StoreCheckpoint(CapturedEpoch? captured)
    {
        if (captured is null) return;
        var pointer = await _patience!.Wait(() => Checkpoints.Save(captured.Tensors, captured.Epoch, state.State.Attempt));
        (state.State.Checkpoint, state.State.Losses) = (pointer, 0);
        await WriteState();
        await _patience.Wait(() => Checkpoints.KeepOnly(pointer));
    }

    private Task<ModelVersionReport> Publish(TrainingResult result)
    {
        var run = state.State;
        // With more epochs the same run publishes another version.
        var operation = run.ExtendedAt == 0 ? $"run:{Run}" : $"run:{Run}:{run.Spec!.Epochs}";
        return Publish(result.Weights, result.Epoch, operation, run.Spec!.Promote);
    }

    private async Task<ModelVersionReport> Publish(IReadOnlyList<NamedTensor> weights, int epoch, string operation, bool promote)
    {
        var run = state.State;
        var report = (await _patience!.Wait(() => _epochs!.Read(epoch - 1, 1)))[0];
        var digest = await _patience.Wait(() => Task.Run(() => services.Snapshots.Save(weights)));
        var draft = new ModelVersionDraft(
            operation, digest, run.Architecture!, run.Signature!, RunLineage.Of(Run, run, epoch),
            new Dictionary<string, double>(report.Metrics) { ["train_loss"] = report.Loss }, promote);
        return await _patience.Wait(() => GrainFactory.GetGrain<IModel>(run.Spec!.Model).Publish(draft));
    }

    private async Task StoreRunning()
    {
        state.State.State = RunState.Running;
        state.State.StartedAt ??= services.Time.GetUtcNow();
        await WriteState();
    }

    private Task StoreLeft(TrainingAttempt attempt)
    {
        state.State.State = RunState.Queued;
        Tell(attempt.Number, $"its silo was told to stop; it goes on {GoesOnFrom}");
        return WriteState();
    }

    private Task WriteState() => _patience!.Wait(() => state.WriteStateAsync());

    // (7)
    private async Task StoreEnd(RunState end, string? error)
    {
        (state.State.State, state.State.Error, state.State.EndedAt) = (end, error, services.Time.GetUtcNow());
        state.State.StartedAt ??= state.State.EndedAt;
        await WriteState();
        await _patience!.Wait(() => services.Unfinished.Remove(Run));
        LogEnded(log, Run, end, _epochs!.Count);
    }
}
