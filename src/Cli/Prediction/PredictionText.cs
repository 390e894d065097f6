using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Prediction;

internal static class PredictionText
{
    public static void Write(TextWriter output, Predictions predictions, string? file)
    {
        if (file is not null)
        {
            output.WriteLine($"{Figures.Count(predictions.Examples)} predictions of {predictions.Model}@{predictions.Version} are in {file}");
            return;
        }
        var table = predictions.AreClasses ? new Columns("EXAMPLE", "PREDICTION", "PROBABILITY") : new Columns("EXAMPLE", "PREDICTION");
        for (var i = 0; i < predictions.Examples; i++)
        {
            var outputs = predictions.Outputs[i];
            if (predictions.AreClasses) table.Add($"{i + 1}", predictions.Predicted[i], Figures.Percent(outputs.Max()));
            else table.Add($"{i + 1}", string.Join("  ", outputs.Select(v => Figures.Number(v))));
        }
        table.Write(output);
    }
}
