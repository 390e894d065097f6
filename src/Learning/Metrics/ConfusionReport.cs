using DistributedDL.Contracts.Prediction;

namespace DistributedDL.Learning.Metrics;

/// <summary>Precision, recall and F1 out of a confusion matrix, as scikit-learn with <c>zero_division=0</c>.</summary>
internal static class ConfusionReport
{
    /// <param name="confusion">Row-major counts <c>[actual, predicted]</c>.</param>
    public static IReadOnlyList<ClassReport> ByClass(IReadOnlyList<long> confusion, int classes)
    {
        var (actual, predicted) = (new long[classes], new long[classes]);
        for (var i = 0; i < confusion.Count; i++)
        {
            actual[i / classes] += confusion[i];
            predicted[i % classes] += confusion[i];
        }
        return [.. Enumerable.Range(0, confusion.Count / classes).Select(c => Of(confusion[c * classes + c], actual[c], predicted[c]))];
    }

    public static void ReportMacro(IReadOnlyList<ClassReport> classes, IDictionary<string, double> metrics)
    {
        if (classes.Count == 0) return;
        metrics["precision_macro"] = classes.Average(report => report.Precision);
        metrics["recall_macro"] = classes.Average(report => report.Recall);
        metrics["f1_macro"] = classes.Average(report => report.F1);
    }

    private static ClassReport Of(long correct, long actual, long predicted) =>
        new(Ratio(correct, predicted), Ratio(correct, actual), Ratio(2 * correct, actual + predicted), actual);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
