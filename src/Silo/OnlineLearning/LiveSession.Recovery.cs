using System.Text.Json;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>How a session comes back into memory.</summary>
internal sealed partial class LiveSession
{
    /// <summary>So much is read of the journal before it is learned again in one go.</summary>
    private const long ReplayBytes = 4 << 20;

    /// <summary>A learner on fresh weights, or on those of a version.</summary>
    /// <param name="versions">Weights of the versions that a drift rolls back to, by number.</param>
    /// <exception cref="InvalidArgumentException">The spec's optimizer, loss, detectors or bounds are wrong.</exception>
    public static async Task<OnlineLearner> CreateLearner(
        OnlineSessionServices services, ArchitectureSpec architecture, OnlineSessionSpec spec, IReadOnlyList<NamedTensor>? weights,
        IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>> versions) =>
        await services.Lanes.Run(_ =>
        {
            var network = Network.Create(architecture, spec.Seed);
            try
            {
                if (weights is not null) network.LoadWeights(weights);
                return new OnlineLearner(network, spec, versions);
            }
            catch
            {
                network.Dispose();
                throw;
            }
        });

    /// <summary>Checkpoint, then the journal after it, record by record as it was learned: the same bits as without a crash.</summary>
    /// <exception cref="CorruptBlobException">Checkpoint or journal are damaged.</exception>
    public static async Task<LiveSession> Recover(OnlineSessionServices services, string session, OnlineSessionState state, CancellationToken cancellation)
    {
        var begun = services.Time.GetTimestamp();
        var checkpoint = state.Checkpoint!;
        var tensors = await services.Checkpoints.OfSession(session).Load(checkpoint, cancellation);
        var learner = await CreateLearner(services, state.Architecture!, state.Spec!, weights: null, OnlineLearner.VersionsIn(tensors));
        try
        {
            var memory = new SessionMemory(session, learner.Network.InputWidth, services.Options.ReusedSequenceWindow, state.JournalEpoch, new SessionLabels(state.Signature!.Labels));
            memory.Restore($"checkpoint {checkpoint.Sha256}", tensors);
            var learned = SessionMemory.Without(tensors);
            await services.Lanes.Run(_ => { learner.Restore(learned); return true; }, cancellation);
            var folder = state.JournalFolder(session);
            var journal = await Storage.OnlineLearning.Journal.Open(services.Blobs, folder, new JournalOptions { BaseSequence = state.JournalBase }, cancellation);
            if (journal.LastSequence < checkpoint.Position)
                throw new CorruptBlobException(folder, $"it ends at sequence {journal.LastSequence}, before the checkpoint at {checkpoint.Position}");
            var live = new LiveSession(services, session, state.Spec!.MaxStaleness, learner, memory, journal);
            await live.Replay(cancellation);
            live.Publish();
            live.Recovery = services.Time.GetElapsedTime(begun);
            return live;
        }
        catch
        {
            learner.Dispose();
            throw;
        }
    }

    private async Task Replay(CancellationToken cancellation)
    {
        var (steps, bytes) = (new List<LearnerStep>(), 0L);
        await foreach (var record in _journal.Read(Sequence, Operation, cancellation))
        {
            try
            {
                steps.Add(Memory.Replay(record));
            }
            catch (JsonException e)
            {
                throw new CorruptBlobException($"journal of session '{Session}'", $"operation {record.Operation}: {e.Message}");
            }
            bytes += Bytes(record);
            if (bytes < ReplayBytes) continue;
            await Learn(steps, bytes, cancellation);
            (steps, bytes) = ([], 0);
        }
        if (steps.Count > 0) await Learn(steps, bytes, cancellation);
        Learned(Memory.Sequence, Memory.Operation, (int)(Memory.Sequence + Memory.Unnumbered - Examples));
    }

    private async Task Learn(List<LearnerStep> steps, long bytes, CancellationToken cancellation)
    {
        var (metrics, drift, compute) = await _services.Lanes.Run(_ =>
        {
            var begun = _services.Time.GetTimestamp();
            var most = steps.Max(step => step.Examples);
            var (predictions, losses) = (new float[most], new float[most]);
            foreach (var step in steps) _steps.RunOnLane(step, predictions.AsSpan(0, step.Examples), losses.AsSpan(0, step.Examples));
            return (_learner.Metrics, _learner.Drift, _services.Time.GetElapsedTime(begun));
        }, cancellation);
        (Metrics, Drift) = (metrics, drift);
        Policy.Learned(steps.Sum(step => step.Examples), bytes, compute);
    }
}
