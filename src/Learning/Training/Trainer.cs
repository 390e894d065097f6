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

    private readonly TrainingSpec spec;
    private readonly ExampleSet train;
    private readonly ExampleSet? validation;
    private readonly TimeProvider time;
    private readonly Learner learner;
    private readonly int[] order;
    private readonly int batchSize;
    private readonly float[] targets;
    private readonly float[] losses;
    private readonly float[] predictions;
    private readonly LearningRateSchedule schedule;
    private readonly MonitoredMetric monitored;
    private readonly BestEpoch best;
    private readonly StopRule stop;
    private readonly Freezing? freezing;
    private readonly Augmenter? augmenter;
    private readonly TrainerCheckpoint checkpoint;
    private readonly RankGroup? ranks;
    private bool inMidEpoch;

    /// <summary>Fits fitted layers (standardize) that are not taken over on <paramref name="train"/>, unless a checkpoint is restored afterwards.</summary>
    /// <param name="start">What is taken over from a parent; null to begin with the network as it is.</param>
    /// <param name="time">Measures the seconds of an epoch; the system's when null.</param>
    /// <param name="collective">The other ranks, each with a trainer of the same network, spec and examples; null for a run of one rank.</param>
    /// <exception cref="InvalidArgumentException">Unknown optimizer or loss (with the known ones), values out of bounds, a loss or data that do not fit the network.</exception>
    public Trainer(
        Network network, TrainingSpec spec, ExampleSet train, ExampleSet? validation, TransferStart? start = null, TimeProvider? time = null, ICollective? collective = null)
    {
        (this.spec, this.train, this.validation, this.time) = (spec, train, validation, time ?? TimeProvider.System);
        var violations = new List<FieldViolation>();
        TrainingSpecCheck.CheckBounds(spec, violations);
        var (steps, width) = network.Form;
        var loss = LossKinds.Find(spec.Loss, spec.LossParameters, network.Activation, width, []);
        DataCheck.Check("train", train, network, loss, violations);
        if (validation is not null) DataCheck.Check("validation", validation, network, loss, violations);
        monitored = MonitoredMetric.Bind(spec.Monitor, validation is not null, loss?.Classes(width), violations);
        schedule = LearningRateSchedule.Bind(spec.Schedule, spec.Epochs, monitored.IsLowerBetter, violations);
        augmenter = Augmenter.Bind(spec.Augment, network.Layers[0].Input, train.IsBytes, spec.Seed, violations);
        stop = StopRule.Bind(spec.StopWhen, validation is not null, loss?.Classes(width), violations);
        learner = new Learner(network, LearnerSpec.Of(spec), violations) { Seed = RankSeed.Of(spec.Seed, collective?.Rank ?? 0) };
        batchSize = (int)Math.Min(spec.BatchSize, train.Count);
        var rows = batchSize * steps;
        (order, targets, losses, predictions) = (new int[train.Count], new float[rows], new float[rows], new float[rows]);
        learner.Loss.Fit(train.Targets, width);
        start?.Apply(network, learner.Optimizer);
        LayerFit.Run(network, train, start?.Plan.Inherited ?? []);
        if (start is not null && spec.Transfer is { } transfer) freezing = new Freezing(network, learner.Optimizer, transfer, start.Plan, StepsPerEpoch);
        best = new BestEpoch(monitored, spec.EarlyStopping, spec.KeepBest || spec.EarlyStopping is { KeepLast: false }, network.Parameters);
        checkpoint = new TrainerCheckpoint(learner, schedule, best, stop);
        ranks = RankGroup.Create(collective, learner, spec.AverageEvery);
    }

    public Network Network => learner.Network;

    public int CompletedEpochs { get; private set; }

    /// <summary>All epochs are done, or the run has ended before.</summary>
    public bool IsDone => CompletedEpochs >= spec.Epochs || IsStoppedEarly;

    /// <summary>Early stopping has ended the run, or its metric reached what was asked.</summary>
    public bool IsStoppedEarly => best.IsStopped || stop.IsReached;

    /// <summary>The epoch whose weights <see cref="FinalWeights"/> gives.</summary>
    public int FinalEpoch => best is { KeepsWeights: true, Epoch: > 0 } ? best.Epoch : CompletedEpochs;

    private int StepsPerEpoch => (order.Length + batchSize - 1) / batchSize;

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
        var begun = time.GetTimestamp();
        inMidEpoch = true;
        freezing?.BeginEpoch(CompletedEpochs + 1);
        ranks?.BeginEpoch();
        OrderExamples(CompletedEpochs + 1);
        var metrics = RunSteps(progress, cancellation);
        var report = new Dictionary<string, double>(StringComparer.Ordinal);
        ranks?.EndEpoch(cancellation);
        ranks?.Merge(metrics, cancellation);
        metrics.Report("train_", report);
        if (spec.Schedule is not null) report["learning_rate"] = learner.Optimizer.LearningRate * LastFactor();
        if (validation is not null && ((CompletedEpochs + 1) % spec.EvaluateEvery == 0 || CompletedEpochs + 1 == spec.Epochs))
        {
            var measured = Evaluator.Measure(Network, validation, learner.Loss.Plain, cancellation, part: ranks?.Shard(validation.Count));
            ranks?.Merge(measured, cancellation);
            report["validation_loss"] = measured.Loss;
            measured.Report("validation_", report);
        }
        CompletedEpochs++;
        inMidEpoch = false;
        var epoch = new EpochReport(CompletedEpochs, metrics.Loss, report, train.Count, time.GetElapsedTime(begun).TotalSeconds);
        if (ranks is not null) epoch = ranks.Share(epoch, cancellation);
        best.Observe(epoch);
        stop.Observe(epoch);
        if (monitored.Of(epoch) is { } value) schedule.Observe(value);
        return epoch;
    }

    /// <summary>The weights to publish: the best epoch's where they are kept, else the present ones.</summary>
    public IReadOnlyList<NamedTensor> FinalWeights() => FinalEpoch == CompletedEpochs ? Network.SaveWeights() : best.Weights();

    /// <summary>Lets a run go on that had ended early: it waits for a better epoch as long again, and for its metric anew.</summary>
    public void WaitAgain()
    {
        best.WaitAgain();
        stop.WaitAgain();
    }

    /// <summary>Copies all that is needed to resume: weights, optimizer, counters.</summary>
    /// <exception cref="InvalidOperationException">The last epoch was cut off.</exception>
    public IReadOnlyList<NamedTensor> Capture()
    {
        RequireWholeEpochs();
        return checkpoint.Capture(CompletedEpochs);
    }

    /// <exception cref="InvalidArgumentException">The checkpoint is not of this network and optimizer; nothing was changed.</exception>
    public void Restore(IReadOnlyList<NamedTensor> tensors)
    {
        CompletedEpochs = checkpoint.Restore(tensors);
        inMidEpoch = false;
    }

    public void Dispose()
    {
        learner.Dispose();
        augmenter?.Dispose();
    }

    private double LastFactor() => schedule.Factor(CompletedEpochs, StepsPerEpoch, StepsPerEpoch);

    private void OrderExamples(int epoch)
    {
        for (var i = 0; i < order.Length; i++) order[i] = i;
        if (spec.Shuffle) SeededRandom.Create(spec.Seed, -(long)epoch - 1).Shuffle(order);
    }

    private MetricSet RunSteps(Action<long>? progress, CancellationToken cancellation)
    {
        var metrics = MetricSet.For(learner.Loss.Classes(Network.Form.Width));
        var told = time.GetTimestamp();
        for (var done = 0; done < order.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = order.AsSpan(done, Math.Min(batchSize, order.Length - done));
            Step(batch, metrics, done / batchSize + 1, cancellation);
            done += batch.Length;
            if (progress is null || (done < order.Length && time.GetElapsedTime(told) < ProgressInterval)) continue;
            progress(done);
            told = time.GetTimestamp();
        }
        return metrics;
    }

    private void Step(ReadOnlySpan<int> batch, MetricSet metrics, int step, CancellationToken cancellation)
    {
        var factor = schedule.Factor(CompletedEpochs, step, StepsPerEpoch);
        if (ranks is not null)
        {
            var (first, count) = ranks.Shard(batch.Length);
            var isFinite = count == 0 || double.IsFinite(Predict(batch.Slice(first, count), metrics));
            if (ranks.Step(new RankStep(step, step == StepsPerEpoch, count, batch.Length, isFinite, factor), cancellation) is { } bad) throw NotFinite(bad);
            return;
        }
        if (!double.IsFinite(Predict(batch, metrics))) throw NotFinite(step);
        learner.Backward();
        learner.Optimizer.Step(factor);
    }

    /// <returns>The sum of the losses.</returns>
    private double Predict(ReadOnlySpan<int> batch, MetricSet metrics)
    {
        var rows = batch.Length * train.TargetWidth;
        var input = learner.Input(batch.Length);
        train.Gather(batch, input, targets);
        augmenter?.Run(input, batch, CompletedEpochs + 1);
        learner.Predict(targets.AsSpan(0, rows), losses, predictions);
        return metrics.Add(predictions.AsSpan(0, rows), targets.AsSpan(0, rows), losses.AsSpan(0, rows));
    }

    private PreconditionException NotFinite(int step) => new("training",
        $"the loss is no longer finite in epoch {CompletedEpochs + 1}, step {step}; a lower learning rate or scaled features may help");

    private void RequireWholeEpochs()
    {
        if (inMidEpoch) throw new InvalidOperationException("The last epoch was cut off: restore a checkpoint first.");
    }
}
