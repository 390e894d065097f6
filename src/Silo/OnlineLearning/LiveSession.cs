using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Silo.Checkpoints;
using DistributedDL.Silo.Lanes;
using DistributedDL.Storage.Checkpoints;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>
/// A session's learner and journal in memory. One call at a time, by its grain; computation goes to a learning lane.
/// </summary>
internal sealed class LiveSession : IDisposable
{
    private readonly OnlineSessionServices _services;
    private readonly OnlineLearner _learner;
    private readonly Journal _journal;
    private (long Sequence, string Sha256)? _digest;

    private LiveSession(OnlineSessionServices services, OnlineLearner learner, Journal journal, long sequence)
    {
        (_services, _learner, _journal, Sequence) = (services, learner, journal, sequence);
        Policy = new CheckpointPolicy(services.Options, services.Time);
        Metrics = learner.Metrics;
    }

    /// <summary>The last example that is durable and learned.</summary>
    public long Sequence { get; private set; }

    public CheckpointPolicy Policy { get; }

    public IReadOnlyDictionary<string, double> Metrics { get; private set; }

    public int InputWidth => _learner.Network.InputWidth;

    /// <summary>A learner on fresh weights, or on those of a version.</summary>
    /// <exception cref="InvalidArgumentException">The spec's optimizer, loss or bounds are wrong.</exception>
    public static async Task<OnlineLearner> CreateLearner(
        OnlineSessionServices services, ArchitectureSpec architecture, OnlineSessionSpec spec, IReadOnlyList<NamedTensor>? weights) =>
        await services.Lanes.Run(_ =>
        {
            var network = Network.Create(architecture, spec.Seed);
            try
            {
                if (weights is not null) network.LoadWeights(weights);
                return new OnlineLearner(network, spec);
            }
            catch
            {
                network.Dispose();
                throw;
            }
        });

    /// <summary>Checkpoint, then the journal after it, group by group as it was learned: the same bits as without a crash.</summary>
    /// <exception cref="CorruptBlobException">Checkpoint or journal are damaged.</exception>
    public static async Task<LiveSession> Recover(OnlineSessionServices services, string session, OnlineSessionState state, CancellationToken cancellation)
    {
        var checkpoint = state.Checkpoint!;
        var tensors = await services.Checkpoints.OfSession(session).Load(checkpoint, cancellation);
        var learner = await CreateLearner(services, state.Architecture!, state.Spec!, weights: null);
        try
        {
            await services.Lanes.Run(_ => { learner.Restore(tensors); return true; }, cancellation);
            var folder = $"sessions/{session}/journal";
            var journal = await Journal.Open(services.Blobs, folder, cancellation);
            if (journal.LastSequence < checkpoint.Position)
                throw new CorruptBlobException(folder, $"it ends at sequence {journal.LastSequence}, before the checkpoint at {checkpoint.Position}");
            var live = new LiveSession(services, learner, journal, checkpoint.Position);
            await foreach (var record in journal.Read(checkpoint.Position, cancellation))
            {
                if (record.FirstSequence != live.Sequence + 1)
                    throw new CorruptBlobException(folder, $"it goes on with sequence {record.FirstSequence}; {live.Sequence + 1} is expected");
                await live.LearnRecord(services.Lanes.Reserve(), record);
            }
            return live;
        }
        catch
        {
            learner.Dispose();
            throw;
        }
    }

    /// <summary>Journals, flushes, then predicts, scores and learns.</summary>
    /// <exception cref="OverloadedException">The lanes' queue is full; nothing was journalled.</exception>
    public async Task<(float[] Predictions, float[] Losses)> Learn(JournalRecord record)
    {
        // A place on a lane comes first: once journalled, an example can no longer be refused.
        using var slot = _services.Lanes.Reserve();
        var begun = _services.Time.GetTimestamp();
        await _journal.Append(record);
        _services.Metrics.Journalled(_services.Time.GetElapsedTime(begun).TotalSeconds);
        return await LearnRecord(slot, record);
    }

    /// <param name="features">Row-major <c>[rows, InputWidth]</c>.</param>
    /// <returns>Row-major <c>[rows, width]</c>.</returns>
    public Task<(float[] Outputs, int Width)> Predict(float[] features, int rows) => _services.Lanes.Run(_ =>
    {
        var outputs = new float[rows * _learner.Network.OutputWidth];
        _learner.Network.Predict(features, rows, outputs);
        return (outputs, _learner.Network.OutputWidth);
    });

    public Task<IReadOnlyList<NamedTensor>> Capture() => _services.Lanes.Run(_ => _learner.Capture());

    public Task<IReadOnlyList<NamedTensor>> Weights() => _services.Lanes.Run(_ => _learner.Network.SaveWeights());

    public async Task<string> WeightsSha256()
    {
        if (_digest is { } known && known.Sequence == Sequence) return known.Sha256;
        var weights = await Weights();
        var digest = await Task.Run(() => TensorStore.Digest(weights));
        _digest = (Sequence, digest);
        return digest;
    }

    /// <summary>Removes what the checkpoint at this sequence has made needless.</summary>
    public Task TruncateJournal(CheckpointPointer stored) => _journal.TruncateThrough(stored.Position);

    public void Dispose() => _learner.Dispose();

    private async Task<(float[] Predictions, float[] Losses)> LearnRecord(LaneSlot slot, JournalRecord record)
    {
        var predictions = new float[record.Examples];
        var losses = new float[record.Examples];
        var (metrics, compute) = await slot.Run(_ =>
        {
            var begun = _services.Time.GetTimestamp();
            _learner.Learn(record.Features.Span, record.Targets.Span, predictions, losses);
            return (_learner.Metrics, _services.Time.GetElapsedTime(begun));
        });
        (Sequence, Metrics) = (record.LastSequence, metrics);
        Policy.Learned(record.Examples, sizeof(float) * (long)(record.Features.Length + record.Targets.Length), compute);
        return (predictions, losses);
    }
}
