using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Metrics;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning;

/// <summary>Errors of predicted values; an example whose loss is not finite counts in none of them.</summary>
internal sealed class PrequentialValues : PrequentialMetrics
{
    private const string SumsName = "metrics.sums";

    private ErrorSums sums;

    public override void Expect(TensorReader reader)
    {
        base.Expect(reader);
        reader.Expect<double>(SumsName, ErrorSums.Size);
    }

    public override void Restore(TensorReader reader)
    {
        base.Restore(reader);
        Span<double> stored = stackalloc double[ErrorSums.Size];
        reader.Copy(SumsName, stored);
        sums.Read(stored);
    }

    protected override void AddOne(float prediction, float target, float loss)
    {
        if (loss < float.MaxValue) sums.Add(prediction, target);
    }

    protected override void Report(Dictionary<string, double> metrics) => sums.Report("", metrics);

    protected override IEnumerable<NamedTensor> CaptureScores() => [StoredTensor.From(SumsName, sums.Write())];
}
