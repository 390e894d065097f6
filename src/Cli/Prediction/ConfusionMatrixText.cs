using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Prediction;

/// <summary>A confusion matrix in 80 columns; where the classes are too many for that, the worst confusions instead.</summary>
internal static class ConfusionMatrixText
{
    private const int Width = 80;
    private const int WorstShown = 10;
    private const int LabelWidth = 12;

    /// <param name="matrix">Row-major counts <c>[actual, predicted]</c>.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> labels, IReadOnlyList<long> matrix, string indent = "")
    {
        var classes = labels.Count;
        var short_ = labels.Select(l => l.Length > LabelWidth ? l[..(LabelWidth - 1)] + "…" : l).ToList();
        var cell = Math.Max(short_.Max(l => l.Length), matrix.Max().ToString("0", null).Length) + 1;
        var name = Math.Max(short_.Max(l => l.Length), "actual".Length);
        if (indent.Length + name + 1 + classes * cell + 9 > Width)
        {
            WriteWorst(output, labels, matrix, indent);
            return;
        }
        output.WriteLine($"{indent}{new string(' ', name + 1)}{"predicted".PadLeft(Math.Max(9, classes * cell / 2 + 5))}");
        output.WriteLine($"{indent}{"actual".PadRight(name)} {string.Concat(short_.Select(l => l.PadLeft(cell)))}   recall");
        for (var actual = 0; actual < classes; actual++)
        {
            var row = Enumerable.Range(0, classes).Select(predicted => matrix[actual * classes + predicted]).ToList();
            var total = row.Sum();
            var recall = total == 0 ? Figures.None : Figures.Percent((double)row[actual] / total);
            output.WriteLine($"{indent}{short_[actual].PadRight(name)} {string.Concat(row.Select(n => (n == 0 ? "·" : $"{n}").PadLeft(cell)))}  {recall,7}");
        }
    }

    private static void WriteWorst(TextWriter output, IReadOnlyList<string> labels, IReadOnlyList<long> matrix, string indent)
    {
        var classes = labels.Count;
        var worst = Enumerable.Range(0, matrix.Count)
            .Where(i => i / classes != i % classes && matrix[i] > 0)
            .OrderByDescending(i => matrix[i])
            .Take(WorstShown)
            .ToList();
        if (worst.Count == 0)
        {
            output.WriteLine($"{indent}No class was taken for another.");
            return;
        }
        var table = new Columns("ACTUAL", "TAKEN FOR", "EXAMPLES");
        foreach (var i in worst) table.Add(labels[i / classes], labels[i % classes], Figures.Count(matrix[i]));
        table.Write(output, indent);
    }
}
