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

    private readonly OnlineSessionSpec spec;
    private readonly PrequentialMetrics metrics;
    private readonly DriftWatch drift;
    private readonly RunningStandardizer? standardizer;
    private readonly ReplayBuffer? replay;
    private readonly FrozenLayers? frozen;
    private readonly int microBatch;
    private Learner learner;
    private int classes;
    private float[] scratch = [];

    /// <summary>Takes ownership of <paramref name="network"/>.</summary>
    /// <param name="versions">Weights of the versions that a drift rolls back to, by number.</param>
    /// <exception cref="InvalidArgumentException">
    /// Unknown optimizer, loss, detector or layer, values out of bounds, an output of several steps, a version missing that a drift rolls back to,
    /// no <c>standardize</c> layer to keep, or a head that cannot grow.
    /// </exception>
    public OnlineLearner(Network network, OnlineSessionSpec spec, IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>>? versions = null)
    {
        this.spec = spec;
        var violations = new List<FieldViolation>();
        if (spec.MicroBatch is < 1 or > MaxMicroBatch) violations.Add(new("micro_batch", $"{spec.MicroBatch} is not from 1 to {MaxMicroBatch}"));
        if (network.Form.Steps != 1)
            violations.Add(new("model", $"the output {Shape.Show(network.Layers[^1].Output)} is {network.Form.Steps} steps an example; online learning takes one target an example"));
        PrequentialMetrics.Check(spec.Prequential, violations);
        classes = LossKinds.Find(spec.Loss, network.Activation, network.Form.Width, [])?.Classes(network.OutputWidth) ?? 0;
        if (spec.Snapshots?.Guard is { } guard && PrequentialMetrics.Names(classes) is var names && !names.Contains(guard.Metric))
            violations.Add(new("snapshots.guard.metric", $"'{guard.Metric}' is not a metric of the session; it has {string.Join(", ", names)}"));
        drift = DriftWatch.Bind(spec.Drift, classes > 0, network, versions, violations);
        standardizer = spec.Standardize ? RunningStandardizer.Bind(network, violations) : null;
        replay = ReplayBuffer.Bind(spec, network.InputWidth, violations);
        frozen = FrozenLayers.Bind(spec, network, violations);
        if (spec.UnknownLabels == UnknownLabels.Grow) GrowingHead.Check(network, classes, spec.MaxClasses, violations);
        learner = Begin(network, violations);
        microBatch = spec.MicroBatch;
        metrics = PrequentialMetrics.For(classes, spec.Prequential);
    }

    public Network Network => learner.Network;

    /// <summary>
    /// Prequential metrics; none before the first example. Classes: <c>accuracy</c>, <c>log_loss</c>, <c>kappa</c>, and the baselines
    /// <c>last_class_accuracy</c> and <c>majority_class_accuracy</c>; values: <c>mae</c>, <c>mse</c>, <c>r2</c>, and the baselines
    /// <c>last_value_mae</c> and <c>mean_mae</c>. Each over all examples, <c>…_fading</c> and <c>…_window</c>; of two classes also
    /// <c>roc_auc_window</c>. <c>skipped_updates</c> counts micro-batches that were not learned because a loss or gradient was not finite.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics => metrics.Report();

    /// <summary>The detectors as they stand, one a spec, in order.</summary>
    public IReadOnlyList<DriftReport> Drift => drift.Report();

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
        for (var done = 0; done < targets.Length; done += microBatch)
        {
            var count = Math.Min(microBatch, targets.Length - done);
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
        for (var done = 0; done < targets.Length; done += microBatch)
        {
            var count = Math.Min(microBatch, targets.Length - done);
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
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(classes, this.classes);
        var architecture = GrowingHead.Grow(Network.Architecture, classes);
        var grown = Begin(Network.Create(architecture, spec.Seed), []);
        LearnerCheckpoint.Restore(grown, new TensorReader(GrowingHead.Grow(architecture, [.. LearnerCheckpoint.Capture(learner)])));
        Dispose();
        (learner, this.classes) = (grown, classes);
        metrics.Grow(classes);
        drift.Grow(architecture);
    }

    /// <summary>Copies all that is needed to go on with the same bits: weights, optimizer, metrics, drift detectors, standardizer, replay buffer.</summary>
    public IReadOnlyList<NamedTensor> Capture() =>
        [.. LearnerCheckpoint.Capture(learner), .. metrics.Capture(), .. drift.Capture(), .. standardizer?.Capture() ?? [], .. replay?.Capture() ?? []];

    /// <exception cref="InvalidArgumentException">The checkpoint is not of this network, optimizer and loss; nothing was changed.</exception>
    public void Restore(IReadOnlyList<NamedTensor> checkpoint)
    {
        var reader = new TensorReader(checkpoint);
        LearnerCheckpoint.Expect(learner, reader);
        metrics.Expect(reader);
        drift.Expect(reader);
        standardizer?.Expect(reader);
        replay?.Expect(reader);
        reader.ThrowIfUnfit();
        LearnerCheckpoint.Restore(learner, reader);
        metrics.Restore(reader);
        drift.Restore(reader);
        standardizer?.Restore(reader);
        // After a roll back the weights are those of a version, and the running statistics go on.
        standardizer?.Write(Network);
        replay?.Restore(reader);
    }

    /// <summary>The versions that a checkpoint of <see cref="Capture"/> holds for the roll backs of its session.</summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>> VersionsIn(IReadOnlyList<NamedTensor> checkpoint) => DriftActions.VersionsIn(checkpoint);

    /// <summary>Whether a tensor of <see cref="Capture"/> is of the weights or the optimizer, and not of what was seen and scored.</summary>
    public static bool IsLearned(string name) => LearnerCheckpoint.Holds(name);

    public void Dispose()
    {
        learner.Dispose();
        learner.Network.Dispose();
    }

    private Learner Begin(Network network, List<FieldViolation> violations)
    {
        var begun = new Learner(network, new LearnerSpec(spec.Loss, spec.Optimizer, spec.LearningRate) { OptimizerParameters = spec.OptimizerParameters }, violations) { Seed = spec.Seed };
        frozen?.Apply(begun);
        return begun;
    }

    private void LearnMicroBatch(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, Span<float> predictions, Span<float> losses, ReadOnlySpan<float> outputs = default)
    {
        features.CopyTo(learner.Input(targets.Length));
        learner.Predict(targets, losses, predictions);
        var isFinite = Simd.AllFinite(losses);
        Span<float> scores = classes == 2 ? stackalloc float[targets.Length] : [];
        learner.Scores(scores);
        if (!outputs.IsEmpty) learner.Score(outputs, targets, losses, predictions, scores);
        foreach (ref var loss in losses)
        {
            if (!float.IsFinite(loss)) loss = float.MaxValue;
        }
        metrics.Add(predictions, targets, losses, scores);
        if (isFinite && (standardizer is not null || replay is not null)) isFinite = PredictAgain(features, targets);
        if (isFinite)
        {
            learner.Backward();
            isFinite = Simd.AllFinite(Network.Parameters.Gradients.Span);
        }
        if (isFinite) learner.Optimizer.Step(drift.RateFactor);
        else metrics.SkippedUpdates++;
        drift.Add(predictions, targets, metrics.Examples, learner);
        standardizer?.Write(Network);
    }

    /// <summary>What is learned is not what was predicted: the statistics have taken the examples in, and earlier ones are learned with them.</summary>
    /// <returns>Whether all losses are finite.</returns>
    private bool PredictAgain(ReadOnlySpan<float> features, ReadOnlySpan<float> targets)
    {
        standardizer?.Add(features);
        standardizer?.Write(Network);
        var all = targets.Length + (replay?.Due(targets.Length) ?? 0);
        if (scratch.Length < 3 * all) scratch = new float[3 * all];
        var allTargets = scratch.AsSpan(0, all);
        var losses = scratch.AsSpan(all, all);
        var input = learner.Input(all);
        features.CopyTo(input);
        targets.CopyTo(allTargets);
        replay?.Draw(input[features.Length..], allTargets[targets.Length..]);
        learner.Predict(allTargets, losses, scratch.AsSpan(2 * all, all));
        replay?.Add(features, targets);
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
            if (learner.Loss.FindFault(targets[i], Network.OutputWidth) is { } fault) violations.Add(new($"targets[{i}]", fault));
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
