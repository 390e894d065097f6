using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Prediction;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Demo;

/// <summary>Evaluates the trained version on the digits it has not seen, and shows a few, some of them wrong.</summary>
internal static class DemoPredictions
{
    private const int Shown = 4;
    private const int Width = Digits.Side * 2;

    /// <returns>Accuracy on the test split.</returns>
    public static async Task<double> Show(CommandCall call, DistributedDLClient client, DemoNames names, int version, Digits test, DemoStage stage)
    {
        stage.Begin("Predictions", $"{names.Model}@{version} on {test.Count} digits that it has not seen");
        var evaluation = await client.Prediction.EvaluateAsync(
            new EvaluateRequest { Model = names.Model, Version = version, Dataset = names.Dataset }, call.Brief);
        var accuracy = evaluation.Metrics["accuracy"];
        stage.Say($"accuracy [bold green]{Figures.Percent(accuracy)}[/], loss {Figures.Number(evaluation.Loss)}");
        stage.Blank();
        using var text = new StringWriter();
        ConfusionMatrixText.Write(text, evaluation.Labels, evaluation.ConfusionMatrix);
        stage.Show(text.ToString());
        stage.Blank();
        await Draw(call, client, names, version, test, stage);
        return accuracy;
    }

    private static async Task Draw(CommandCall call, DistributedDLClient client, DemoNames names, int version, Digits test, DemoStage stage)
    {
        var request = new PredictRequest { Model = names.Model, Version = version };
        foreach (var image in test.Pixels) request.Features.AddRange(image);
        var response = await client.Prediction.PredictAsync(request, call.Brief);
        var wrong = Enumerable.Range(0, test.Count).Where(i => response.PredictedLabels[i] != test.Labels[i]).Take(1);
        var chosen = Enumerable.Range(0, test.Count).Where(i => response.PredictedLabels[i] == test.Labels[i]).Take(Shown - 1).Concat(wrong).ToList();
        stage.Show(string.Join('\n', DigitPicture.Lines([.. chosen.Select(i => test.Pixels[i])])));
        stage.Show(string.Join("   ", chosen.Select(i => $"predicted {response.PredictedLabels[i]}".PadRight(Width))));
        stage.Show(string.Join("   ", chosen.Select(i =>
            (response.PredictedLabels[i] == test.Labels[i] ? $"at {Figures.Percent(Probability(response, i))}" : $"wrong, it is a {test.Labels[i]}").PadRight(Width))));
    }

    private static double Probability(PredictResponse response, int example) =>
        response.Outputs.Skip(example * response.OutputWidth).Take(response.OutputWidth).Max();
}
