using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

/// <summary>The summary as Keras prints it: layer, output shape, parameters, totals.</summary>
internal static class ModelSummaryText
{
    public static void Write(TextWriter output, ModelSummary summary)
    {
        output.WriteLine($"Model {summary.Model}, input {Figures.Shape(summary.Input)}");
        output.WriteLine();
        var table = new Columns("LAYER", "KIND", "OUTPUT SHAPE", "PARAM #");
        foreach (var layer in summary.Layers)
            table.Add(layer.Name, layer.Kind, $"[batch, {string.Join(", ", layer.OutputShape)}]", Figures.Count(layer.Parameters));
        table.Write(output, "  ");
        output.WriteLine();
        var rest = summary.Parameters - summary.TrainableParameters;
        new Columns("", "")
            .Add("Parameters:", Figures.Count(summary.Parameters))
            .Add("Trainable:", Figures.Count(summary.TrainableParameters))
            .Add("Not trainable:", Figures.Count(rest))
            .Write(output, "  ");
    }
}
