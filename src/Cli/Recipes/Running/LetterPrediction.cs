using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Prediction;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Client.Datasets;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Predicts the letter after each window of a text.</summary>
internal sealed class LetterPrediction(CommandCall call, RecipeServer server)
{
    private const int WindowsInRequest = 512;

    /// <returns>One for each window; the last has nothing behind it to compare with.</returns>
    /// <exception cref="CommandFailedException">The text is shorter than a window, or has letters that the data have not.</exception>
    public async Task<IReadOnlyList<NextLetter>> Predict(TrainedModel model, DatasetVersion data, NextLettersStep step)
    {
        var letters = CharacterCodes.Split(step.Text);
        var steps = model.Input[0];
        if (letters.Count < steps) throw new CommandFailedException($"next_letters: the text has {letters.Count} characters; a window of {model.Name} has {steps}");
        var codes = new CharacterCodes(data.Target.Labels).Encode(letters, "next_letters", model.Data);

        var predicted = new List<string>();
        foreach (var starts in Enumerable.Range(0, letters.Count - steps + 1).Chunk(WindowsInRequest))
        {
            var request = new PredictRequest { Model = model.ServerName, Version = model.Version(null) };
            foreach (var start in starts) request.Features.AddRange(codes.GetRange(start, steps).Select(code => (float)code));
            var response = await server.Client.Prediction.PredictAsync(request, call.Unlimited);
            predicted.AddRange(response.PredictedLabels);
        }
        return [.. predicted.Select((letter, start) => new NextLetter(
            string.Concat(letters.GetRange(start, steps)), letter, start + steps < letters.Count ? letters[start + steps] : null))];
    }
}
