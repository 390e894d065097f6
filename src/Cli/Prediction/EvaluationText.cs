using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Prediction;

internal static class EvaluationText
{
    public static void Write(TextWriter output, Evaluation evaluation)
    {
        output.WriteLine($"{evaluation.Model}@{evaluation.Version} on {evaluation.Dataset}@{evaluation.DatasetVersion}, split {evaluation.Split}");
        var facts = new Columns("", "").Add("examples", Figures.Count(evaluation.Examples)).Add("loss", Figures.Number(evaluation.Loss));
        foreach (var (name, value) in evaluation.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal)) facts.Add(name, Figures.Number(value));
        facts.Write(output, "  ");
        if (evaluation.ConfusionMatrix.Count == 0) return;
        output.WriteLine();
        ConfusionMatrixText.Write(output, evaluation.Labels, evaluation.ConfusionMatrix, "  ");
    }
}
