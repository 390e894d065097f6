using System.Globalization;
using CsvHelper;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports;

/// <summary>Predictions example by example (RFC 4180, UTF-8).</summary>
public static class PredictionsCsv
{
    /// <summary>
    /// Columns <c>example</c> (from 0), <c>actual</c>, <c>predicted</c>; for classes, then one <c>probability_LABEL</c> a label.
    /// Where a network says something at each step: <c>example</c>, <c>step</c> (from 0), <c>actual</c>, <c>predicted</c>, and for
    /// classes the <c>probability</c> of the predicted one.
    /// </summary>
    /// <exception cref="ArgumentException">The tables have not the same number of rows.</exception>
    public static void Write(Stream file, ExampleTable examples, OutputTable outputs)
    {
        if (examples.Count != outputs.Count) throw new ArgumentException($"{examples.Count} examples, but {outputs.Count} outputs", nameof(outputs));
        using var csv = CsvWriter.Create(file, null, leaveOpen: true);
        if (outputs.Steps > 1)
        {
            WriteSteps(csv, examples, outputs.ByStep(), outputs.Steps);
            return;
        }
        csv.WriteRecord(["example", "actual", "predicted", .. examples.Labels.Select(label => $"probability_{label}")]);
        var labels = Enumerable.Range(0, examples.Labels.Count).ToList();
        for (var i = 0; i < examples.Count; i++)
        {
            var (actual, predicted) = labels.Count > 0
                ? (examples.LabelOf((int)examples.Targets[i]), examples.LabelOf(outputs.ClassOf(i)))
                : (Number(examples.Targets[i]), Number(outputs.Row(i)[0]));
            csv.WriteRecord([i.ToString(CultureInfo.InvariantCulture), actual, predicted, .. labels.Select(label => Number(outputs.Probability(i, label)))]);
        }
    }

    private static void WriteSteps(CsvWriter csv, ExampleTable examples, OutputTable outputs, int steps)
    {
        var hasLabels = examples.Labels.Count > 0;
        csv.WriteRecord(["example", "step", "actual", "predicted", .. hasLabels ? ["probability"] : Array.Empty<string>()]);
        for (var i = 0; i < outputs.Count; i++)
        {
            var label = outputs.ClassOf(i);
            string[] said = hasLabels
                ? [examples.LabelOf((int)examples.Targets[i]), examples.LabelOf(label), Number(outputs.Probability(i, label))]
                : [Number(examples.Targets[i]), Number(outputs.Row(i)[0])];
            csv.WriteRecord([(i / steps).ToString(CultureInfo.InvariantCulture), (i % steps).ToString(CultureInfo.InvariantCulture), .. said]);
        }
    }

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
