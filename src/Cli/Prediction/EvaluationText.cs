using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Prediction;

internal static class EvaluationText
{
    private const int MostClasses = 50;

    public static void Write(TextWriter output, Evaluation evaluation)
    {
        output.WriteLine($"{evaluation.Model}@{evaluation.Version} on {evaluation.Dataset}@{evaluation.DatasetVersion}, split {evaluation.Split}");
        var facts = new Columns("", "").Add("examples", Figures.Count(evaluation.Examples)).Add("loss", Figures.Number(evaluation.Loss));
        foreach (var (name, value) in evaluation.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal)) facts.Add(name, Figures.Number(value));
        facts.Write(output, "  ");
        if (evaluation.ConfusionMatrix.Count == 0) return;
        output.WriteLine();
        ConfusionMatrixText.Write(output, evaluation.Labels, evaluation.ConfusionMatrix, "  ");
        if (evaluation.Classes.Count is 0 or > MostClasses) return;
        output.WriteLine();
        var table = new Columns("CLASS", "PRECISION", "RECALL", "F1", "EXAMPLES");
        foreach (var found in evaluation.Classes)
            table.Add(found.Label, Figures.Number(found.Precision), Figures.Number(found.Recall), Figures.Number(found.F1), Figures.Count(found.Examples));
        table.Write(output, "  ");
    }
}
