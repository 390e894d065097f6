using DistributedDL.Contracts.Prediction;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Wire = DistributedDL.Client.Prediction;

namespace DistributedDL.Gateway.Prediction;

/// <summary>Between the wire and the grains.</summary>
internal static class PredictionMapping
{
    public static Wire.PredictResponse ToWire(this PredictReport report) => PredictSlice.All(report).ToWire();

    public static Wire.PredictResponse ToWire(this PredictSlice slice)
    {
        var report = slice.Report;
        var response = new Wire.PredictResponse
        {
            Model = report.Model,
            Version = report.Version,
            Examples = slice.Examples,
            OutputWidth = report.OutputWidth,
            OutputSteps = report.OutputSteps,
        };
        response.Outputs.AddRange(slice.Outputs);
        if (report.Signature.Labels.Count == 0) return response;
        response.Labels.AddRange(report.Signature.Labels);
        AddPredictedLabels(response.PredictedLabels, slice.Outputs, report.OutputWidth / report.OutputSteps, report.Signature.Labels);
        return response;
    }

    public static Wire.Evaluation ToWire(this EvaluationReport report)
    {
        var evaluation = new Wire.Evaluation
        {
            Model = report.Model,
            Version = report.Version,
            Dataset = report.Dataset,
            DatasetVersion = report.DatasetVersion,
            Split = report.Split,
            Examples = report.Examples,
            Loss = report.Loss,
            Labels = { report.Labels },
            ConfusionMatrix = { report.ConfusionMatrix },
        };
        foreach (var (name, value) in report.Metrics) evaluation.Metrics.Add(name, value);
        evaluation.Classes.AddRange(report.Classes.Select((found, i) => new Wire.ClassMetrics
        {
            Label = Label(report.Labels, i),
            Precision = found.Precision,
            Recall = found.Recall,
            F1 = found.F1,
            Examples = found.Examples,
        }));
        return evaluation;
    }

    /// <summary>The likeliest of several outputs, the first of equal ones; of one output the second label from ½ on.</summary>
    internal static void AddPredictedLabels(RepeatedField<string> predicted, ReadOnlySpan<float> outputs, int width, IReadOnlyList<string> labels)
    {
        for (var row = 0; row < outputs.Length; row += width)
            predicted.Add(Label(labels, Likeliest(outputs.Slice(row, width))));
    }

    private static int Likeliest(ReadOnlySpan<float> outputs)
    {
        if (outputs.Length == 1) return outputs[0] >= 0.5f ? 1 : 0;
        var best = 0;
        for (var i = 1; i < outputs.Length; i++)
            if (outputs[i] > outputs[best])
                best = i;
        return best;
    }

    // A network may have more outputs than its data had labels.
    internal static string Label(IReadOnlyList<string> labels, int index) =>
        (uint)index < (uint)labels.Count ? labels[index] : index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
