using System.Globalization;
using CsvHelper;

namespace DistributedDL.Cli.Prediction;

/// <summary>Predictions as CSV: the class and the probability of each label, or the values.</summary>
internal static class PredictionCsv
{
    /// <summary>The file appears when it is whole.</summary>
    public static void Write(string path, Predictions predictions)
    {
        var partial = path + ".partial";
        using (var csv = CsvWriter.ToFile(partial))
        {
            foreach (var title in Header(predictions)) csv.WriteField(title);
            csv.EndRecord();
            for (var i = 0; i < predictions.Examples; i++)
            {
                if (predictions.AreClasses) csv.WriteField(predictions.Predicted[i]);
                foreach (var value in predictions.Outputs[i]) csv.WriteField(value.ToString("R", CultureInfo.InvariantCulture));
                csv.EndRecord();
            }
        }
        File.Move(partial, path, overwrite: true);
    }

    private static IEnumerable<string> Header(Predictions predictions)
    {
        if (predictions.AreClasses) return ["prediction", .. predictions.Labels.Select(label => $"probability_{label}")];
        var width = predictions.Examples == 0 ? 1 : predictions.Outputs[0].Length;
        return width == 1 ? ["prediction"] : Enumerable.Range(0, width).Select(i => $"prediction_{i}");
    }
}
