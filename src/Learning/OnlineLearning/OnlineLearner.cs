using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.OnlineLearning;

/// <summary>Predicts, scores, then learns, in the order given. Used by one thread at a time.</summary>
public sealed class OnlineLearner : IDisposable
{
    public const int MaxMicroBatch = 10_000;

    private readonly Learner learner;
    private readonly PrequentialMetrics metrics;
    private readonly int microBatch;

    /// <summary>Takes ownership of <paramref name="network"/>.</summary>
    /// <exception cref="InvalidArgumentException">Unknown optimizer or loss, values out of bounds, an output of several steps.</exception>
    public OnlineLearner(Network network, OnlineSessionSpec spec)
    {
        var violations = new List<FieldViolation>();
        if (spec.MicroBatch is < 1 or > MaxMicroBatch) violations.Add(new("micro_batch", $"{spec.MicroBatch} is not from 1 to {MaxMicroBatch}"));
        if (network.Form.Steps != 1)
            violations.Add(new("model", $"the output {Shape.Show(network.Layers[^1].Output)} is {network.Form.Steps} steps an example; online learning takes one target an example"));
        learner = new Learner(network, new LearnerSpec(spec.Loss, spec.Optimizer, spec.LearningRate), violations) { Seed = spec.Seed };
        microBatch = spec.MicroBatch;
        metrics = PrequentialMetrics.For(learner.Loss.Classes(network.OutputWidth));
    }

    public Network Network => learner.Network;

    /// <summary>
    /// Prequential metrics over all examples so far; none before the first. Classes: <c>accuracy</c>, <c>accuracy_window</c> (last 200),
    /// <c>log_loss</c>, and the baselines <c>last_class_accuracy</c> and <c>majority_class_accuracy</c>; values: <c>mse</c>, <c>mae</c>, <c>r2</c>.
    /// <c>skipped_updates</c> counts micro-batches that were not learned because a loss or gradient was not finite.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics => metrics.Report();

    /// <summary>
    /// Cuts the examples into micro-batches of the spec's size; for each: predict, score, one update. An update whose loss or gradient is
    /// not finite is left out, so that one wild example cannot destroy the weights.
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
            features.Slice(done * width, count * width).CopyTo(learner.Input(count));
            LearnMicroBatch(targets.Slice(done, count), predictions.Slice(done, count), losses.Slice(done, count));
        }
    }

    /// <summary>Copies all that is needed to go on with the same bits: weights, optimizer, metrics.</summary>
    public IReadOnlyList<NamedTensor> Capture() => [.. LearnerCheckpoint.Capture(learner), .. metrics.Capture()];

    /// <exception cref="InvalidArgumentException">The checkpoint is not of this network, optimizer and loss; nothing was changed.</exception>
    public void Restore(IReadOnlyList<NamedTensor> checkpoint)
    {
        var reader = new TensorReader(checkpoint);
        LearnerCheckpoint.Expect(learner, reader);
        metrics.Expect(reader);
        reader.ThrowIfUnfit();
        LearnerCheckpoint.Restore(learner, reader);
        metrics.Restore(reader);
    }

    public void Dispose()
    {
        learner.Dispose();
        learner.Network.Dispose();
    }

    private void LearnMicroBatch(ReadOnlySpan<float> targets, Span<float> predictions, Span<float> losses)
    {
        learner.Predict(targets, losses, predictions);
        var isFinite = Simd.AllFinite(losses);
        foreach (ref var loss in losses)
        {
            if (!float.IsFinite(loss)) loss = float.MaxValue;
        }
        metrics.Add(predictions, targets, losses);
        if (isFinite)
        {
            learner.Backward();
            isFinite = Simd.AllFinite(Network.Parameters.Gradients.Span);
        }
        if (isFinite) learner.Optimizer.Step();
        else metrics.SkippedUpdates++;
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
