using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Checkpoints;
using DistributedDL.Silo.Training.Queue;
using DistributedDL.Silo.Training.Ranks;
using DistributedDL.Storage.Blobs;
using Orleans.Storage;

namespace DistributedDL.Silo.Training;

/// <summary>
/// One attempt, from its place in the queue to the last write:
/// (1) the attempt's number is stored, which fences earlier ones; (2) the run waits for its lanes, and moves to the silo of the first of them; (3) that lane trains,
/// with a rank on each of the others; (4) meanwhile, every <see cref="TrainingOptions.RecordInterval"/>, ended epochs are appended, versions on the way published and,
/// when due, the latest capture is stored as the checkpoint; (5) at the end the last capture is stored; (6) the version is published; (7) the run's end is stored.
/// An attempt that loses a rank, or may have more, ends after (5), and the next one begins from there.
/// </summary>
internal sealed partial class TrainingRunGrain
{
    private StorePatience? _patience;

    private CheckpointFolder Checkpoints => field ??= services.Checkpoints.OfRun(Run);

    /// <param name="isAsked">A caller waits for it, who is refused where the queue is full.</param>
    private async Task Begin(int attempt, bool isAsked)
    {
        var run = state.State;
        var claim = Claim();
        var current = _attempt = new TrainingAttempt(attempt);
        try
        {
            if (isAsked) await claim.Ask();
            // (1)
            (run.State, run.Attempt, run.Error, run.EndedAt, run.StoppedEarly) = (RunState.Queued, attempt, null, null, false);
            if (isAsked) run.Losses = 0;
            await state.WriteStateAsync();
        }
        catch (Exception e)
        {
            _attempt = null;
            await claim.Release();
            if (e is not OverloadedException) DeactivateOnIdle();
            throw;
        }
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        current.Recorded = Drive(current, claim);
    }

    private LaneClaim Claim()
    {
        var (run, spec) = (state.State, state.State.Spec!);
        return new LaneClaim(
            GrainFactory.GetGrain<ITrainingQueue>(0), new LaneRequest(Run, spec.Priority, run.CreatedAt, spec.WorldSize, services.Roster.Self, []), services.Options, services.Time);
    }

    /// <summary>Attempt after attempt, until the run has ended or leaves this silo.</summary>
    private async Task Drive(TrainingAttempt attempt, LaneClaim claim)
    {
        try
        {
            while (await Record(attempt, claim))
            {
                attempt = _attempt = attempt.Next();
                claim = Claim();
                (state.State.Attempt, state.State.State) = (attempt.Number, RunState.Queued);
                await PatienceOf(attempt).Wait(() => state.WriteStateAsync());
            }
        }
        catch (Exception e) when (e is InconsistentStateException or BlobConditionException)
        {
            // Another activation has taken over; what this one computes is not recorded.
            LogFenced(log, e, Run, attempt.Number);
            DeactivateOnIdle();
        }
#pragma warning disable CA1031 // The flow has no caller: what stops it is logged, and the run goes on with the next activation.
        catch (Exception e)
        {
            LogNotRecorded(log, e, Run, attempt.Number);
            DeactivateOnIdle();
        }
#pragma warning restore CA1031
        finally
        {
            attempt.Suspend();
            services.Running.Remove(Run);
            _attempt = null;
            DelayDeactivation(TimeSpan.Zero);
        }
    }

    /// <returns>Whether another attempt follows.</returns>
    private async Task<bool> Record(TrainingAttempt attempt, LaneClaim claim)
    {
        _patience = PatienceOf(attempt);
        await using var team = new RankTeam(Run, attempt, GrainFactory, services, log);
        var work = Compute(attempt, claim, team);
        try
        {
            await RecordWhileWorking(attempt, work);
            await RecordEnd(attempt, work);
            // A silo that leaves takes its lanes along, and may be the last that could answer.
            if (!attempt.LeavesSilo) await claim.Release();
            return false;
        }
        catch (RunMovesException move)
        {
            await MoveTo(move.Silo, attempt);
            return false;
        }
        catch (Exception e) when (e is RankLossException or RanksChangeException)
        {
            await StoreCheckpoint(attempt.TakeCaptured());
            var goesOn = await GoesOnAfter(e, attempt);
            if (!attempt.LeavesSilo) await claim.Release();
            return goesOn && !attempt.LeavesSilo;
        }
        finally
        {
            claim.Leave();
            attempt.Suspend();
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task<bool> GoesOnAfter(Exception change, TrainingAttempt attempt)
    {
        if (change is RanksChangeException)
        {
            Tell(attempt.Number, change.Message);
            return true;
        }
        var losses = ++state.State.Losses;
        var goesOn = !attempt.CancelledByUser && losses <= services.Options.MostLosses;
        Tell(attempt.Number, goesOn ? $"{change.Message}; it goes on {GoesOnFrom}" : change.Message);
        if (attempt.CancelledByUser) await StoreEnd(RunState.Cancelled, null);
        else if (!goesOn) await StoreEnd(RunState.Failed, $"{losses} times a rank was lost without a checkpoint between; at last: {change.Message}");
        return goesOn;
    }

    // A run that its user cancels still stores its last checkpoint; one whose silo leaves goes on elsewhere.
    private StorePatience PatienceOf(TrainingAttempt attempt) =>
        new(Run, services.Time, log, () => attempt.LeavesSilo || (attempt.Stop.IsCancellationRequested && !attempt.CancelledByUser));

    /// <exception cref="RunMovesException">Its lanes are on another silo.</exception>
    private async Task<TrainingResult> Compute(TrainingAttempt attempt, LaneClaim claim, RankTeam team)
    {
        // (2)
        var silos = await claim.Wait(attempt.Stop);
        if (!silos.Contains(services.Roster.Self)) throw new RunMovesException(silos[0]);
        claim.Hold(mayGrow: () =>
        {
            if (attempt.Begun) attempt.EndAfterEpoch();
        });
        // (3)
        var run = state.State;
        var job = new TrainingJob(Run, run.Spec!, run.Architecture!, run.DatasetManifestSha256, run.Transfer, run.Checkpoint, run.ExtendedAt);
        if (silos.Count < run.Spec!.WorldSize)
            Tell(attempt.Number, $"it computes with {silos.Count} of {run.Spec.WorldSize} ranks, as the cluster has no more training lanes at present");
        return await team.Compute(job, silos);
    }

    /// <summary>Whoever calls next, and be it this call, wakes the run where its lanes are.</summary>
    private async Task MoveTo(SiloAddress silo, TrainingAttempt attempt)
    {
        LogMoves(log, Run, silo);
        // It never began here; the attempt there takes its number.
        state.State.Attempt = attempt.Number - 1;
        await WriteState();
        DeactivateOnIdle();
        try
        {
            await GrainFactory.GetGrain<ITrainingRun>(Run).Wake().WaitAsync(services.Options.JoinTimeout, services.Time, attempt.Stop);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or OperationCanceledException or ServiceException)
        {
            // A silo looks for runs that nobody computes, and wakes it then.
        }
    }

    // Stored with the next write, which each of these events is followed by.
    private void Tell(int attempt, string text)
    {
        state.State.Tell(services.Time.GetUtcNow(), attempt, text);
        LogTold(log, Run, attempt, text);
    }
}
