using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Augmentation;
using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Metrics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training.DataParallel;
using DistributedDL.Learning.Training.Schedules;
using DistributedDL.Learning.Training.Transfer;

namespace DistributedDL.Learning.Training;

/// <summary>
/// Trains a network epoch by epoch, synchronously, on the calling thread.
/// The order of the examples in an epoch is a function of seed and epoch, so a restored trainer ends with the same bits.
/// </summary>
public sealed class Trainer : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly TrainingSpec _spec;
    private readonly ExampleSet _train;
    private readonly ExampleSet? _validation;
    private readonly TimeProvider _time;
    private readonly Learner _learner;
    private readonly int[] _order;
    private readonly int _batchSize;
    private readonly float[] _targets;
    private readonly float[] _losses;
    private readonly float[] _predictions;
    private readonly LearningRateSchedule _schedule;
    private readonly MonitoredMetric _monitored;
    private readonly BestEpoch _best;
    private readonly StopRule _stop;
    private readonly Freezing? _freezing;
    private readonly Augmenter? _augmenter;
    private readonly TrainerCheckpoint _checkpoint;
    private readonly RankGroup? _ranks;
    private bool _inMidEpoch;

    /// <summary>Fits fitted layers (standardize) that are not taken over on <paramref name="train"/>, unless a checkpoint is restored afterwards.</summary>
    /// <param name="start">What is taken over from a parent; null to begin with the network as it is.</param>
    /// <param name="time">Measures the seconds of an epoch; the system's when null.</param>
    /// <param name="collective">The other ranks, each with a trainer of the same network, spec and examples; null for a run of one rank.</param>
    /// <exception cref="InvalidArgumentException">Unknown optimizer or loss (with the known ones), values out of bounds, a loss or data that do not fit the network.</exception>
    public Trainer(
        Network network, TrainingSpec spec, ExampleSet train, ExampleSet? validation, TransferStart? start = null, TimeProvider? time = null, ICollective? collective = null)
    {
        (_spec, _train, _validation, _time) = (spec, train, validation, time ?? TimeProvider.System);
        var violations = new List<FieldViolation>();
        TrainingSpecCheck.CheckBounds(spec, violations);
        var (steps, width) = network.Form;
        var loss = LossKinds.Find(spec.Loss, spec.LossParameters, network.Activation, width, []);
        DataCheck.Check("train", train, network, loss, violations);
        if (validation is not null) DataCheck.Check("validation", validation, network, loss, violations);
        _monitored = MonitoredMetric.Bind(spec.Monitor, validation is not null, loss?.Classes(width), violations);
        _schedule = LearningRateSchedule.Bind(spec.Schedule, spec.Epochs, _monitored.IsLowerBetter, violations);
        _augmenter = Augmenter.Bind(spec.Augment, network.Layers[0].Input, train.IsBytes, spec.Seed, violations);
        _stop = StopRule.Bind(spec.StopWhen, validation is not null, loss?.Classes(width), violations);
        _learner = new Learner(network, LearnerSpec.Of(spec), violations) { Seed = RankSeed.Of(spec.Seed, collective?.Rank ?? 0) };
        _batchSize = (int)Math.Min(spec.BatchSize, train.Count);
        var rows = _batchSize * steps;
        (_order, _targets, _losses, _predictions) = (new int[train.Count], new float[rows], new float[rows], new float[rows]);
        _learner.Loss.Fit(train.Targets, width);
        start?.Apply(network, _learner.Optimizer);
        LayerFit.Run(network, train, start?.Plan.Inherited ?? []);
        if (start is not null && spec.Transfer is { } transfer) _freezing = new Freezing(network, _learner.Optimizer, transfer, start.Plan, StepsPerEpoch);
        _best = new BestEpoch(_monitored, spec.EarlyStopping, spec.KeepBest || spec.EarlyStopping is { KeepLast: false }, network.Parameters);
        _checkpoint = new TrainerCheckpoint(_learner, _schedule, _best, _stop);
        _ranks = RankGroup.Create(collective, _learner, spec.AverageEvery);
    }

    public Network Network => _learner.Network;

    public int CompletedEpochs { get; private set; }

    /// <summary>All epochs are done, or the run has ended before.</summary>
    public bool IsDone => CompletedEpochs >= _spec.Epochs || IsStoppedEarly;

    /// <summary>Early stopping has ended the run, or its metric reached what was asked.</summary>
    public bool IsStoppedEarly => _best.IsStopped || _stop.IsReached;

    /// <summary>The epoch whose weights <see cref="FinalWeights"/> gives.</summary>
    public int FinalEpoch => _best is { KeepsWeights: true, Epoch: > 0 } ? _best.Epoch : CompletedEpochs;

    private int StepsPerEpoch => (_order.Length + _batchSize - 1) / _batchSize;

    /// <summary>Checks a spec against an architecture without data: optimizer, loss, schedule, bounds.</summary>
    /// <param name="hasValidation">Whether there will be validation examples.</param>
    /// <exception cref="InvalidArgumentException">All faults.</exception>
    public static void Check(TrainingSpec spec, ArchitectureSpec architecture, bool hasValidation = true) =>
        TrainingSpecCheck.Check(spec, architecture, hasValidation);

    /// <summary>Runs one epoch.</summary>
    /// <param name="progress">Told the examples done, about ten times a second at most.</param>
    /// <exception cref="OperationCanceledException">Cancelled between steps; the trainer is in mid-epoch and must be restored or dropped.</exception>
    /// <exception cref="PreconditionException">The loss is no longer finite, on any rank; names epoch and step.</exception>
    /// <exception cref="RankLostException">Another rank is gone; the trainer is in mid-epoch and must be dropped.</exception>
    public EpochReport RunEpoch(Action<long>? progress, CancellationToken cancellation)
    {
        RequireWholeEpochs();
        var begun = _time.GetTimestamp();
        _inMidEpoch = true;
        _freezing?.BeginEpoch(CompletedEpochs + 1);
        _ranks?.BeginEpoch();
        OrderExamples(CompletedEpochs + 1);
        var metrics = RunSteps(progress, cancellation);
        var report = new Dictionary<string, double>(StringComparer.Ordinal);
        _ranks?.EndEpoch(cancellation);
        _ranks?.Merge(metrics, cancellation);
        metrics.Report("train_", report);
        if (_spec.Schedule is not null) report["learning_rate"] = _learner.Optimizer.LearningRate * LastFactor();
        if (_validation is not null && ((CompletedEpochs + 1) % _spec.EvaluateEvery == 0 || CompletedEpochs + 1 == _spec.Epochs))
        {
            var measured = Evaluator.Measure(Network, _validation, _learner.Loss.Plain, cancellation, part: _ranks?.Shard(_validation.Count));
            _ranks?.Merge(measured, cancellation);
            report["validation_loss"] = measured.Loss;
            measured.Report("validation_", report);
        }
        CompletedEpochs++;
        _inMidEpoch = false;
        var epoch = new EpochReport(CompletedEpochs, metrics.Loss, report, _train.Count, _time.GetElapsedTime(begun).TotalSeconds);
        if (_ranks is not null) epoch = _ranks.Share(epoch, cancellation);
        _best.Observe(epoch);
        _stop.Observe(epoch);
        if (_monitored.Of(epoch) is { } value) _schedule.Observe(value);
        return epoch;
    }

    /// <summary>The weights to publish: the best epoch's where they are kept, else the present ones.</summary>
    public IReadOnlyList<NamedTensor> FinalWeights() => FinalEpoch == CompletedEpochs ? Network.SaveWeights() : _best.Weights();

    /// <summary>Lets a run go on that had ended early: it waits for a better epoch as long again, and for its metric anew.</summary>
    public void WaitAgain()
    {
        _best.WaitAgain();
        _stop.WaitAgain();
    }

    /// <summary>Copies all that is needed to resume: weights, optimizer, counters.</summary>
    /// <exception cref="InvalidOperationException">The last epoch was cut off.</exception>
    public IReadOnlyList<NamedTensor> Capture()
    {
        RequireWholeEpochs();
        return _checkpoint.Capture(CompletedEpochs);
    }

    /// <exception cref="InvalidArgumentException">The checkpoint is not of this network and optimizer; nothing was changed.</exception>
    public void Restore(IReadOnlyList<NamedTensor> tensors)
    {
        CompletedEpochs = _checkpoint.Restore(tensors);
        _inMidEpoch = false;
    }

    public void Dispose()
    {
        _learner.Dispose();
        _augmenter?.Dispose();
    }

    private double LastFactor() => _schedule.Factor(CompletedEpochs, StepsPerEpoch, StepsPerEpoch);

    private void OrderExamples(int epoch)
    {
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        if (_spec.Shuffle) SeededRandom.Create(_spec.Seed, -(long)epoch - 1).Shuffle(_order);
    }

    private MetricSet RunSteps(Action<long>? progress, CancellationToken cancellation)
    {
        var metrics = MetricSet.For(_learner.Loss.Classes(Network.Form.Width));
        var told = _time.GetTimestamp();
        for (var done = 0; done < _order.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = _order.AsSpan(done, Math.Min(_batchSize, _order.Length - done));
            Step(batch, metrics, done / _batchSize + 1, cancellation);
            done += batch.Length;
            if (progress is null || (done < _order.Length && _time.GetElapsedTime(told) < ProgressInterval)) continue;
            progress(done);
            told = _time.GetTimestamp();
        }
        return metrics;
    }

    private void Step(ReadOnlySpan<int> batch, MetricSet metrics, int step, CancellationToken cancellation)
    {
        var factor = _schedule.Factor(CompletedEpochs, step, StepsPerEpoch);
        if (_ranks is not null)
        {
            var (first, count) = _ranks.Shard(batch.Length);
            var isFinite = count == 0 || double.IsFinite(Predict(batch.Slice(first, count), metrics));
            if (_ranks.Step(new RankStep(step, step == StepsPerEpoch, count, batch.Length, isFinite, factor), cancellation) is { } bad) throw NotFinite(bad);
            return;
        }
        if (!double.IsFinite(Predict(batch, metrics))) throw NotFinite(step);
        _learner.Backward();
        _learner.Optimizer.Step(factor);
    }

    /// <returns>The sum of the losses.</returns>
    private double Predict(ReadOnlySpan<int> batch, MetricSet metrics)
    {
        var rows = batch.Length * _train.TargetWidth;
        var input = _learner.Input(batch.Length);
        _train.Gather(batch, input, _targets);
        _augmenter?.Run(input, batch, CompletedEpochs + 1);
        _learner.Predict(_targets.AsSpan(0, rows), _losses, _predictions);
        return metrics.Add(_predictions.AsSpan(0, rows), _targets.AsSpan(0, rows), _losses.AsSpan(0, rows));
    }

    private PreconditionException NotFinite(int step) => new("training",
        $"the loss is no longer finite in epoch {CompletedEpochs + 1}, step {step}; a lower learning rate or scaled features may help");

    private void RequireWholeEpochs()
    {
        if (_inMidEpoch) throw new InvalidOperationException("The last epoch was cut off: restore a checkpoint first.");
    }
}
