using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>Weighted sums behind the metrics of classes. Counts are doubles, exact to 2^53.</summary>
internal sealed class ClassTotals(int classes)
{
    private const int Sums = 5;

    private double[] actual = new double[classes];
    private double[] predicted = new double[classes];
    private double weights;
    private double correct;
    private double losses;
    private double correctByLast;
    private double correctByMajority;

    /// <summary>Weight of the examples of each class.</summary>
    public ReadOnlySpan<double> Actual => actual;

    public void Add(in ClassOutcome outcome, double weight)
    {
        weights += weight;
        losses += weight * outcome.Loss;
        actual[outcome.Actual] += weight;
        predicted[outcome.Predicted] += weight;
        if (outcome.Predicted == outcome.Actual) correct += weight;
        if (outcome.LastIsRight) correctByLast += weight;
        if (outcome.MajorityIsRight) correctByMajority += weight;
    }

    public void Scale(double scale)
    {
        weights *= scale;
        losses *= scale;
        correct *= scale;
        correctByLast *= scale;
        correctByMajority *= scale;
        foreach (ref var value in actual.AsSpan()) value *= scale;
        foreach (ref var value in predicted.AsSpan()) value *= scale;
    }

    public void Grow(int classes)
    {
        Array.Resize(ref actual, classes);
        Array.Resize(ref predicted, classes);
    }

    public void Report(string suffix, Dictionary<string, double> metrics)
    {
        metrics["accuracy" + suffix] = correct / weights;
        metrics["log_loss" + suffix] = losses / weights;
        metrics["kappa" + suffix] = Kappa();
        metrics["last_class_accuracy" + suffix] = correctByLast / weights;
        metrics["majority_class_accuracy" + suffix] = correctByMajority / weights;
    }

    public IEnumerable<NamedTensor> Capture(string name) =>
    [
        StoredTensor.From(name + ".sums", new[] { weights, correct, losses, correctByLast, correctByMajority }),
        StoredTensor.From(name + ".actual", actual),
        StoredTensor.From(name + ".predicted", predicted),
    ];

    public void Expect(string name, TensorReader reader)
    {
        reader.Expect<double>(name + ".sums", Sums);
        reader.Expect<double>(name + ".actual", actual.Length);
        reader.Expect<double>(name + ".predicted", predicted.Length);
    }

    public void Restore(string name, TensorReader reader)
    {
        Span<double> sums = stackalloc double[Sums];
        reader.Copy(name + ".sums", sums);
        (weights, correct, losses, correctByLast, correctByMajority) = (sums[0], sums[1], sums[2], sums[3], sums[4]);
        reader.Copy(name + ".actual", actual.AsSpan());
        reader.Copy(name + ".predicted", predicted.AsSpan());
    }

    /// <summary>Agreement beyond chance (Cohen, 1960); 0 where chance alone agrees always, as in River.</summary>
    private double Kappa()
    {
        double chance = 0;
        for (var i = 0; i < actual.Length; i++) chance += actual[i] / weights * (predicted[i] / weights);
        return chance < 1 ? (correct / weights - chance) / (1 - chance) : 0;
    }
}
