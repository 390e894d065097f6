using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.OnlineLearning.Growth;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Going back to a version: a checkpoint with its weights and a fresh optimizer is made the session's own.</summary>
internal sealed partial class OnlineSessionGrain
{
    public async Task<OnlineSessionReport> Rollback(int version)
    {
        RequireExists();
        if (state.State.Closed || _closing) throw new PreconditionException($"session '{Session}'", "it is closed and cannot go back");
        var target = await GrainFactory.GetGrain<IModel>(state.State.Spec!.Model).Resolve(version);
        var weights = await LoadStart(target.WeightsSha256);
        if (_damage is not null) await LeaveDamage(weights);
        else
        {
            var live = RequireLive();
            await _pipeline!.AtRest(() => GoBack(live, weights));
        }
        LogRolledBack(log, Session, version, _live?.Sequence ?? 0);
        return await Report();
    }

    private async Task<bool> GoBack(LiveSession live, IReadOnlyList<NamedTensor> weights)
    {
        await _checkpointing;
        var captured = await Captured(live);
        var tensors = await WithFreshLearner(captured.Architecture, captured.Tensors, weights);
        await StoreCheckpoint(live, captured with { Tensors = tensors });
        try
        {
            await live.Restore(tensors);
        }
        catch (Exception e)
        {
            // The checkpoint says one thing and the learner another.
            _pipeline!.Break(e);
            throw;
        }
        return true;
    }

    /// <summary>Keeps of a damaged session what is readable: metrics and memory of the checkpoint, and the last sequence number.</summary>
    private async Task LeaveDamage(IReadOnlyList<NamedTensor> weights)
    {
        var session = state.State;
        var sequence = Math.Max(session.Checkpoint!.Position, await JournalSalvage.FindLastSequence(services.Blobs, session.JournalFolder(Session)));
        var tensors = await WithFreshLearner(session.Architecture!, await ReadableCheckpoint(session, sequence), weights);
        var pointer = await Checkpoints.Save(tensors, sequence, state.State.FencingNumber);
        (session.Checkpoint, session.JournalBase) = (pointer, sequence);
        session.JournalEpoch++;
        await WriteState();
        await Recover(isNew: false, CancellationToken.None);
        if (_damage is null) await Checkpoints.KeepOnly(pointer);
    }

    private async Task<IReadOnlyList<NamedTensor>> ReadableCheckpoint(OnlineSessionState session, long sequence)
    {
        IReadOnlyList<NamedTensor> learned = [];
        using var fresh = await LiveSession.CreateLearner(services, session.Architecture!, session.Spec!, weights: null, await LoadRollBacks(session.Spec!));
        var memory = NewMemory(fresh, session.JournalEpoch + 1, session.Signature!);
        try
        {
            var stored = await Checkpoints.Load(session.Checkpoint!);
            learned = SessionMemory.Without(stored);
            memory.Restore($"checkpoint {session.Checkpoint!.Sha256}", stored);
        }
        catch (CorruptBlobException e)
        {
            LogDamaged(log, e, Session);
            learned = await services.Lanes.Run(_ => fresh.Capture());
            memory = NewMemory(fresh, session.JournalEpoch + 1, session.Signature!);
        }
        memory.SkipTo(sequence);
        session.CheckpointOperation = memory.Operation;
        return [.. learned, .. memory.Capture()];
    }

    private SessionMemory NewMemory(OnlineLearner learner, int epoch, ModelSignature signature) =>
        new(Session, learner.Network.InputWidth, services.Options.ReusedSequenceWindow, epoch, new SessionLabels(signature.Labels));

    /// <exception cref="InvalidArgumentException">The weights are of another architecture.</exception>
    private async Task<IReadOnlyList<NamedTensor>> WithFreshLearner(ArchitectureSpec architecture, IReadOnlyList<NamedTensor> checkpoint, IReadOnlyList<NamedTensor> weights)
    {
        var spec = state.State.Spec!;
        // Classes that came after that version stay, and begin anew.
        var fitting = spec.UnknownLabels == UnknownLabels.Grow ? GrowingHead.Grow(architecture, weights) : weights;
        using var learner = await LiveSession.CreateLearner(services, architecture, spec, fitting, OnlineLearner.VersionsIn(SessionMemory.Without(checkpoint)));
        var fresh = await services.Lanes.Run(_ => learner.Capture());
        return [.. checkpoint.Where(tensor => !OnlineLearner.IsLearned(tensor.Name)), .. fresh.Where(tensor => OnlineLearner.IsLearned(tensor.Name))];
    }
}
