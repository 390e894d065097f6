using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Metrics;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>Measures a network on examples.</summary>
public static class Evaluator
{
    /// <param name="loss">Name of the loss; chosen by the last activation when null.</param>
    /// <exception cref="InvalidArgumentException">An unknown loss, or examples that do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between blocks of examples.</exception>
    public static EvaluationResult Evaluate(Network network, ExampleSet examples, string? loss, CancellationToken cancellation = default)
    {
        var violations = new List<FieldViolation>();
        var found = LossKinds.Find(loss, network.Activation, network.OutputWidth, violations);
        DataCheck.Check("examples", examples, network, violations.Count == 0 ? found : null, violations);
        InvalidArgumentException.ThrowIfAny(violations);
        var set = Measure(network, examples, found!, cancellation);
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        set.Report("", metrics);
        return new EvaluationResult(set.Examples, set.Loss, metrics, set is ClassMetrics classes ? classes.ConfusionMatrix : []);
    }

    /// <summary>Without the checks.</summary>
    internal static unsafe MetricSet Measure(Network network, ExampleSet examples, Loss loss, CancellationToken cancellation)
    {
        var set = MetricSet.For(loss.Classes(network.OutputWidth));
        var operations = Learner.LogitOperations(network, loss);
        var block = (int)Math.Min(network.BlockSize, examples.Count);
        var (indices, targets, losses, predictions) = (new int[block], new float[block], new float[block], new float[block]);
        using var scratch = new Numerics.NativeBuffer((long)block * network.OutputWidth);
        for (var done = 0; done < examples.Count; done += block)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(block, examples.Count - done);
            for (var i = 0; i < count; i++) indices[i] = done + i;
            var pass = network.RequirePass(count);
            examples.Gather(indices.AsSpan(0, count), pass.Input.Span, targets);
            var outputs = pass.Forward(count, operations, learns: false);
            loss.Compute(outputs.Pointer, network.OutputWidth, targets.AsSpan(0, count), losses, predictions, scratch.Pointer);
            set.Add(predictions.AsSpan(0, count), targets.AsSpan(0, count), losses.AsSpan(0, count));
        }
        return set;
    }
}
