using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Metrics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Learning.Training;

/// <summary>Measures a network on examples.</summary>
public static class Evaluator
{
    /// <param name="loss">Name of the loss; chosen by the last activation when null.</param>
    /// <exception cref="InvalidArgumentException">An unknown loss, or examples that do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between blocks of examples.</exception>
    public static EvaluationResult Evaluate(Network network, ExampleSet examples, string? loss, CancellationToken cancellation = default)
    {
        var form = network.Form;
        var violations = new List<FieldViolation>();
        var found = LossKinds.Find(loss, network.Activation, form.Width, violations);
        DataCheck.Check("examples", examples, network, violations.Count == 0 ? found : null, violations);
        InvalidArgumentException.ThrowIfAny(violations);
        var scores = found!.Classes(form.Width) > 0 ? new ClassScores(form.Width, examples.Count * form.Steps) : null;
        var set = Measure(network, examples, found, cancellation, scores);
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        set.Report("", metrics);
        if (set is not ClassMetrics classes) return new EvaluationResult(examples.Count, set.Loss, metrics, []);
        scores?.Report(metrics);
        if (found is CrossEntropy or BinaryCrossEntropy) metrics["log_loss"] = set.Loss;
        var byClass = ConfusionReport.ByClass(classes.ConfusionMatrix, found.Classes(form.Width));
        ConfusionReport.ReportMacro(byClass, metrics);
        return new EvaluationResult(examples.Count, set.Loss, metrics, classes.ConfusionMatrix) { Classes = byClass };
    }

    /// <summary>Without the checks.</summary>
    /// <param name="part">Which of the examples; all when null.</param>
    internal static unsafe MetricSet Measure(
        Network network, ExampleSet examples, Loss loss, CancellationToken cancellation, ClassScores? scores = null, RankShard? part = null)
    {
        var (first, all) = part ?? new RankShard(0, (int)examples.Count);
        var (steps, width) = network.Form;
        var set = MetricSet.For(loss.Classes(width));
        var operations = Learner.LogitOperations(network, loss);
        var block = Math.Min(network.BlockSize, all);
        var (indices, targets, losses, predictions) = (new int[block], new float[block * steps], new float[block * steps], new float[block * steps]);
        using var scratch = new Numerics.NativeBuffer((long)block * network.OutputWidth);
        for (var done = 0; done < all; done += block)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(block, all - done);
            for (var i = 0; i < count; i++) indices[i] = first + done + i;
            var pass = network.RequirePass(count);
            examples.Gather(indices.AsSpan(0, count), pass.Input.Span, targets);
            var outputs = pass.Forward(count, operations, learns: false);
            var rows = count * steps;
            loss.Compute(outputs.Pointer, width, targets.AsSpan(0, rows), losses, predictions, scratch.Pointer);
            set.Add(predictions.AsSpan(0, rows), targets.AsSpan(0, rows), losses.AsSpan(0, rows));
            if (scores is not null) AddScores(scores, outputs.Pointer, scratch.Pointer, width, targets.AsSpan(0, rows));
        }
        return set;
    }

    private static unsafe void AddScores(ClassScores scores, float* outputs, float* likelihoods, int width, ReadOnlySpan<float> targets)
    {
        foreach (var target in targets)
        {
            // A sigmoid keeps the order, and one output needs no more.
            if (width == 1) *likelihoods = *outputs;
            else Activations.Softmax.Row(outputs, likelihoods, width);
            scores.Add(new ReadOnlySpan<float>(likelihoods, width), (int)target);
            outputs += width;
        }
    }
}
