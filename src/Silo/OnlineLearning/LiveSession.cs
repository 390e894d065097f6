using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.OnlineLearning.Serving;
using DistributedDL.Silo.Lanes;
using DistributedDL.Storage.Checkpoints;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>
/// A session's learner, memory and journal. One caller at a time, in the turns of its grain; whatever touches the learner runs on a learning
/// lane, and the pipeline sees to it that there is only one such piece of work at a time.
/// </summary>
internal sealed partial class LiveSession : IDisposable
{
    private readonly OnlineSessionServices _services;
    private readonly OnlineLearner _learner;
    private readonly LearnerSteps _steps;
    private readonly ServingCopy _serving = new();
    private readonly PublishingPolicy _publishing;
    private readonly Journal _journal;
    private (long Examples, string Sha256)? _digest;

    private LiveSession(OnlineSessionServices services, string session, TimeSpan maxStaleness, OnlineLearner learner, SessionMemory memory, Journal journal)
    {
        (_services, Session, _learner, Memory, _journal) = (services, session, learner, memory, journal);
        (Sequence, Operation, Examples) = (memory.Sequence, memory.Operation, memory.Sequence + memory.Unnumbered);
        _steps = new LearnerSteps(learner);
        _publishing = new PublishingPolicy(maxStaleness, services.Time);
        InputWidth = learner.Network.InputWidth;
        Policy = new CheckpointPolicy(services.Options, services.Time);
        (Metrics, Drift) = (learner.Metrics, learner.Drift);
    }

    public string Session { get; }

    /// <summary>Stands at the last admitted call, at or after <see cref="Sequence"/>.</summary>
    public SessionMemory Memory { get; }

    /// <summary>The last numbered example that is durable and learned.</summary>
    public long Sequence { get; private set; }

    /// <summary>Number of the last operation that is durable and learned.</summary>
    public long Operation { get; private set; }

    /// <summary>All examples that were learned, with and without sequence numbers.</summary>
    public long Examples { get; private set; }

    /// <summary>Higher than that of every activation before.</summary>
    public long FencingNumber => _journal.FencingNumber;

    public CheckpointPolicy Policy { get; }

    public IReadOnlyDictionary<string, double> Metrics { get; private set; }

    public IReadOnlyList<DriftReport> Drift { get; private set; }

    /// <summary>What the last recovery took.</summary>
    public TimeSpan Recovery { get; private set; }

    /// <summary>Of the learner, whose head may have grown.</summary>
    public ArchitectureSpec Architecture => _learner.Network.Architecture;

    public int InputWidth { get; }

    /// <summary>When predictions are to see what has been learned, should no further group come; null where they do.</summary>
    public TimeSpan? PublishAfter => _publishing.IsBehind ? _publishing.Patience : null;

    /// <summary>Journals and flushes; all or nothing is acknowledged.</summary>
    public async Task Journal(IReadOnlyList<JournalRecord> records)
    {
        var begun = _services.Time.GetTimestamp();
        await _journal.Append(records);
        _services.Metrics.Journalled(_services.Time.GetElapsedTime(begun).TotalSeconds, records.Sum(record => record.Examples));
    }

    /// <summary>Predicts, scores and learns what the calls of a group have admitted.</summary>
    public async Task Learn(LaneSlot slot, List<SessionCall> group)
    {
        var examples = group.Sum(call => call.Admission.Examples);
        if (group.All(call => call.Admission.Steps.Count == 0))
        {
            slot.Dispose();
            return;
        }
        var (metrics, drift, compute) = await slot.Run(_ =>
        {
            if (_publishing.IsDueBefore(examples)) Publish();
            var begun = _services.Time.GetTimestamp();
            foreach (var call in group) call.LearnOnLane(_steps);
            var compute = _services.Time.GetElapsedTime(begun);
            _publishing.Learned(examples, compute);
            if (_publishing.IsDueAfter) Publish();
            return (_learner.Metrics, _learner.Drift, compute);
        });
        Learned(group.Max(call => call.Admission.LastSequence), group.SelectMany(call => call.Admission.Records).Max(record => record.Operation), examples);
        (Metrics, Drift) = (metrics, drift);
        Policy.Learned(examples, group.Sum(call => call.Admission.Records.Sum(Bytes)), compute);
    }

    /// <param name="features">Row-major <c>[rows, InputWidth]</c>.</param>
    /// <returns>Row-major <c>[rows, width]</c>.</returns>
    /// <exception cref="ObjectDisposedException">The session has left this activation.</exception>
    public Task<(float[] Outputs, int Width)> Predict(float[] features, int rows) => _services.ServingLanes.Run(_ => _serving.Predict(features, rows));

    /// <summary>Lets predictions see all that has been learned; only where nothing is learned meanwhile.</summary>
    public Task<bool> PublishAtRest() => Task.Run(() =>
    {
        if (_publishing.IsBehind) Publish();
        return true;
    });

    /// <summary>Learner and memory; only where nothing is between admitted and learned.</summary>
    public Task<IReadOnlyList<NamedTensor>> Capture() => _services.Lanes.Run<IReadOnlyList<NamedTensor>>(_ => [.. _learner.Capture(), .. Memory.Capture()]);

    /// <summary>Goes on from the learner's part of a checkpoint.</summary>
    public async Task Restore(IReadOnlyList<NamedTensor> tensors)
    {
        var learned = SessionMemory.Without(tensors);
        (Metrics, Drift) = await _services.Lanes.Run(_ =>
        {
            _learner.Restore(learned);
            Publish();
            return (_learner.Metrics, _learner.Drift);
        });
        _digest = null;
    }

    public Task<IReadOnlyList<NamedTensor>> Weights() => _services.Lanes.Run(_ => _learner.Network.SaveWeights());

    public async Task<string> WeightsSha256()
    {
        if (_digest is { } known && known.Examples == Examples) return known.Sha256;
        var examples = Examples;
        var weights = await Weights();
        var digest = await Task.Run(() => TensorStore.Digest(weights));
        _digest = (examples, digest);
        return digest;
    }

    /// <summary>Removes what the checkpoint at this position has made needless.</summary>
    public Task TruncateJournal(long sequence, long operation) => _journal.TruncateThrough(sequence, operation);

    public void Dispose()
    {
        _serving.Dispose();
        _learner.Dispose();
    }

    private void Publish()
    {
        _serving.Publish(_learner.Network);
        _services.Metrics.Published(_publishing.Staleness);
        _publishing.Published();
    }

    private void Learned(long sequence, long operation, int examples) =>
        (Sequence, Operation, Examples) = (sequence, Math.Max(Operation, operation), Examples + examples);

    private static long Bytes(JournalRecord record) => sizeof(float) * (long)(record.Features.Length + record.Targets.Length) + record.Content.Length;
}
