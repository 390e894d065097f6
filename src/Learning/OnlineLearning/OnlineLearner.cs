using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.OnlineLearning.Drift;
using DistributedDL.Learning.OnlineLearning.Growth;
using DistributedDL.Learning.OnlineLearning.Prequential;
using DistributedDL.Learning.OnlineLearning.Rehearsal;
using DistributedDL.Learning.OnlineLearning.Standardization;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.OnlineLearning;

/// <summary>Predicts, scores, then learns, in the order given. Used by one thread at a time.</summary>
public sealed class OnlineLearner : IDisposable
{
    public const int MaxMicroBatch = 10_000;

    private readonly OnlineSessionSpec _spec;
    private readonly PrequentialMetrics _metrics;
    private readonly DriftWatch _drift;
    private readonly RunningStandardizer? _standardizer;
    private readonly ReplayBuffer? _replay;
    private readonly FrozenLayers? _frozen;
    private readonly int _microBatch;
    private Learner _learner;
    private int _classes;
    private float[] _scratch = [];

    /// <summary>Takes ownership of <paramref name="network"/>.</summary>
    /// <param name="versions">Weights of the versions that a drift rolls back to, by number.</param>
    /// <exception cref="InvalidArgumentException">
    /// Unknown optimizer, loss, detector or layer, values out of bounds, an output of several steps, a version missing that a drift rolls back to,
    /// no <c>standardize</c> layer to keep, or a head that cannot grow.
    /// </exception>
    public OnlineLearner(Network network, OnlineSessionSpec spec, IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>>? versions = null)
    {
        _spec = spec;
        var violations = new List<FieldViolation>();
        if (spec.MicroBatch is < 1 or > MaxMicroBatch) violations.Add(new("micro_batch", $"{spec.MicroBatch} is not from 1 to {MaxMicroBatch}"));
        if (network.Form.Steps != 1)
            violations.Add(new("model", $"the output {Shape.Show(network.Layers[^1].Output)} is {network.Form.Steps} steps an example; online learning takes one target an example"));
        PrequentialMetrics.Check(spec.Prequential, violations);
        _classes = LossKinds.Find(spec.Loss, network.Activation, network.Form.Width, [])?.Classes(network.OutputWidth) ?? 0;
        if (spec.Snapshots?.Guard is { } guard && PrequentialMetrics.Names(_classes) is var names && !names.Contains(guard.Metric))
            violations.Add(new("snapshots.guard.metric", $"'{guard.Metric}' is not a metric of the session; it has {string.Join(", ", names)}"));
        _drift = DriftWatch.Bind(spec.Drift, _classes > 0, network, versions, violations);
        _standardizer = spec.Standardize ? RunningStandardizer.Bind(network, violations) : null;
        _replay = ReplayBuffer.Bind(spec, network.InputWidth, violations);
        _frozen = FrozenLayers.Bind(spec, network, violations);
        if (spec.UnknownLabels == UnknownLabels.Grow) GrowingHead.Check(network, _classes, spec.MaxClasses, violations);
        _learner = Begin(network, violations);
        _microBatch = spec.MicroBatch;
        _metrics = PrequentialMetrics.For(_classes, spec.Prequential);
    }

    public Network Network => _learner.Network;

    /// <summary>
    /// Prequential metrics; none before the first example. Classes: <c>accuracy</c>, <c>log_loss</c>, <c>kappa</c>, and the baselines
    /// <c>last_class_accuracy</c> and <c>majority_class_accuracy</c>; values: <c>mae</c>, <c>mse</c>, <c>r2</c>, and the baselines
    /// <c>last_value_mae</c> and <c>mean_mae</c>. Each over all examples, <c>…_fading</c> and <c>…_window</c>; of two classes also
    /// <c>roc_auc_window</c>. <c>skipped_updates</c> counts micro-batches that were not learned because a loss or gradient was not finite.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics => _metrics.Report();

    /// <summary>The detectors as they stand, one a spec, in order.</summary>
    public IReadOnlyList<DriftReport> Drift => _drift.Report();

    /// <summary>
    /// Cuts the examples into micro-batches of the spec's size; for each: predict, score, one update. An update whose loss or gradient is
    /// not finite is left out, so that one wild example cannot destroy the weights. What follows a drift is done after the micro-batch.
    /// </summary>
    /// <param name="features"><c>[examples, InputWidth]</c></param>
    /// <param name="targets">Class index or value, one an example.</param>
    /// <param name="predictions">Filled with the class index or value predicted before learning.</param>
    /// <param name="losses">Filled with the loss before learning; one beyond the range of a float is given as the largest float.</param>
    /// <exception cref="InvalidArgumentException">Wrong width, a feature that is not finite, an unknown class: nothing of the examples was applied.</exception>
    public void Learn(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, Span<float> predictions, Span<float> losses)
    {
        Check(features, targets, predictions.Length, losses.Length);
        var width = Network.InputWidth;
        for (var done = 0; done < targets.Length; done += _microBatch)
        {
            var count = Math.Min(_microBatch, targets.Length - done);
            LearnMicroBatch(features.Slice(done * width, count * width), targets.Slice(done, count), predictions.Slice(done, count), losses.Slice(done, count));
        }
    }

    /// <summary>As <see cref="Learn"/> of examples that were predicted before: they are learned at the weights of now, and the predictions of then are scored.</summary>
    /// <param name="outputs"><c>[examples, OutputWidth]</c>, of <see cref="Network.Predict"/> then.</param>
    /// <exception cref="InvalidArgumentException">As of <see cref="Learn"/>, or outputs of another size.</exception>
    public void LearnLate(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, ReadOnlySpan<float> outputs, Span<float> predictions, Span<float> losses)
    {
        Check(features, targets, predictions.Length, losses.Length);
        var (width, outputWidth) = (Network.InputWidth, Network.OutputWidth);
        if (outputs.Length != targets.Length * outputWidth)
            throw new InvalidArgumentException("outputs", $"{outputs.Length} numbers are not {targets.Length} examples of {outputWidth}");
        for (var done = 0; done < targets.Length; done += _microBatch)
        {
            var count = Math.Min(_microBatch, targets.Length - done);
            LearnMicroBatch(features.Slice(done * width, count * width), targets.Slice(done, count), predictions.Slice(done, count), losses.Slice(done, count), outputs.Slice(done * outputWidth, count * outputWidth));
        }
    }

    /// <summary>
    /// Tells more classes apart from now on: <see cref="Network"/> is another one, with as many outputs, and goes on from what this one has
    /// learned, as <see cref="GrowingHead"/> says.
    /// </summary>
    /// <param name="classes">Above the present number of classes.</param>
    public void Grow(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(classes, _classes);
        var architecture = GrowingHead.Grow(Network.Architecture, classes);
        var grown = Begin(Network.Create(architecture, _spec.Seed), []);
        LearnerCheckpoint.Restore(grown, new TensorReader(GrowingHead.Grow(architecture, [.. LearnerCheckpoint.Capture(_learner)])));
        Dispose();
        (_learner, _classes) = (grown, classes);
        _metrics.Grow(classes);
        _drift.Grow(architecture);
    }

    /// <summary>Copies all that is needed to go on with the same bits: weights, optimizer, metrics, drift detectors, standardizer, replay buffer.</summary>
    public IReadOnlyList<NamedTensor> Capture() =>
        [.. LearnerCheckpoint.Capture(_learner), .. _metrics.Capture(), .. _drift.Capture(), .. _standardizer?.Capture() ?? [], .. _replay?.Capture() ?? []];

    /// <exception cref="InvalidArgumentException">The checkpoint is not of this network, optimizer and loss; nothing was changed.</exception>
    public void Restore(IReadOnlyList<NamedTensor> checkpoint)
    {
        var reader = new TensorReader(checkpoint);
        LearnerCheckpoint.Expect(_learner, reader);
        _metrics.Expect(reader);
        _drift.Expect(reader);
        _standardizer?.Expect(reader);
        _replay?.Expect(reader);
        reader.ThrowIfUnfit();
        LearnerCheckpoint.Restore(_learner, reader);
        _metrics.Restore(reader);
        _drift.Restore(reader);
        _standardizer?.Restore(reader);
        // After a roll back the weights are those of a version, and the running statistics go on.
        _standardizer?.Write(Network);
        _replay?.Restore(reader);
    }

    /// <summary>The versions that a checkpoint of <see cref="Capture"/> holds for the roll backs of its session.</summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>> VersionsIn(IReadOnlyList<NamedTensor> checkpoint) => DriftActions.VersionsIn(checkpoint);

    /// <summary>Whether a tensor of <see cref="Capture"/> is of the weights or the optimizer, and not of what was seen and scored.</summary>
    public static bool IsLearned(string name) => LearnerCheckpoint.Holds(name);

    public void Dispose()
    {
        _learner.Dispose();
        _learner.Network.Dispose();
    }

    private Learner Begin(Network network, List<FieldViolation> violations)
    {
        var begun = new Learner(network, new LearnerSpec(_spec.Loss, _spec.Optimizer, _spec.LearningRate) { OptimizerParameters = _spec.OptimizerParameters }, violations) { Seed = _spec.Seed };
        _frozen?.Apply(begun);
        return begun;
    }

    private void LearnMicroBatch(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, Span<float> predictions, Span<float> losses, ReadOnlySpan<float> outputs = default)
    {
        features.CopyTo(_learner.Input(targets.Length));
        _learner.Predict(targets, losses, predictions);
        var isFinite = Simd.AllFinite(losses);
        Span<float> scores = _classes == 2 ? stackalloc float[targets.Length] : [];
        _learner.Scores(scores);
        if (!outputs.IsEmpty) _learner.Score(outputs, targets, losses, predictions, scores);
        foreach (ref var loss in losses)
        {
            if (!float.IsFinite(loss)) loss = float.MaxValue;
        }
        _metrics.Add(predictions, targets, losses, scores);
        if (isFinite && (_standardizer is not null || _replay is not null)) isFinite = PredictAgain(features, targets);
        if (isFinite)
        {
            _learner.Backward();
            isFinite = Simd.AllFinite(Network.Parameters.Gradients.Span);
        }
        if (isFinite) _learner.Optimizer.Step(_drift.RateFactor);
        else _metrics.SkippedUpdates++;
        _drift.Add(predictions, targets, _metrics.Examples, _learner);
        _standardizer?.Write(Network);
    }

    /// <summary>What is learned is not what was predicted: the statistics have taken the examples in, and earlier ones are learned with them.</summary>
    /// <returns>Whether all losses are finite.</returns>
    private bool PredictAgain(ReadOnlySpan<float> features, ReadOnlySpan<float> targets)
    {
        _standardizer?.Add(features);
        _standardizer?.Write(Network);
        var all = targets.Length + (_replay?.Due(targets.Length) ?? 0);
        if (_scratch.Length < 3 * all) _scratch = new float[3 * all];
        var allTargets = _scratch.AsSpan(0, all);
        var losses = _scratch.AsSpan(all, all);
        var input = _learner.Input(all);
        features.CopyTo(input);
        targets.CopyTo(allTargets);
        _replay?.Draw(input[features.Length..], allTargets[targets.Length..]);
        _learner.Predict(allTargets, losses, _scratch.AsSpan(2 * all, all));
        _replay?.Add(features, targets);
        return Simd.AllFinite(losses);
    }

    private void Check(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, int predictions, int losses)
    {
        var violations = new List<FieldViolation>();
        if (features.Length != (long)targets.Length * Network.InputWidth)
            violations.Add(new("features", $"{features.Length} numbers are not {targets.Length} examples of {Network.InputWidth}"));
        else if (!Simd.AllFinite(features))
            violations.Add(new("features", NotFinite(features)));
        else if (Network.FindFault(features) is { } wrong)
            violations.Add(new("features", wrong));
        for (var i = 0; i < targets.Length; i++)
        {
            if (_learner.Loss.FindFault(targets[i], Network.OutputWidth) is { } fault) violations.Add(new($"targets[{i}]", fault));
        }
        if (predictions < targets.Length) violations.Add(new("predictions", $"room for {predictions}, but there are {targets.Length} examples"));
        if (losses < targets.Length) violations.Add(new("losses", $"room for {losses}, but there are {targets.Length} examples"));
        InvalidArgumentException.ThrowIfAny(violations);
    }

    private string NotFinite(ReadOnlySpan<float> features)
    {
        for (var i = 0; i < features.Length; i++)
        {
            if (!float.IsFinite(features[i]))
                return FormattableString.Invariant($"feature {i % Network.InputWidth} of example {i / Network.InputWidth} is {features[i]}, not a finite number");
        }
        return "not finite";
    }
}
