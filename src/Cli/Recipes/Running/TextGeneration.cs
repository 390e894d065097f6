using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Prediction;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Datasets;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>
/// Lets a model write on: each token that is drawn becomes part of the window that the next is drawn from. A window that
/// is not yet full begins with the start and is read at its last token; what fills it behind that is not seen there, as
/// an output depends on no later step. A filling before the start would be text that nobody wrote.
/// </summary>
internal sealed class TextGeneration(CommandCall call, RecipeServer server)
{
    private const float Rounding = 1e-4f;

    /// <returns>The start and what was written after it.</returns>
    /// <exception cref="CommandFailedException">The start has characters that the data have not, or the network looks ahead.</exception>
    public async Task<string> Write(TrainedModel model, DatasetVersion data, GenerateStep step)
    {
        var known = new CharacterCodes(data.Target.Labels);
        var codes = known.Encode(CharacterCodes.Split(step.Start), "generate", model.Data);
        if (codes.Count < model.Input[0]) await RequireNoLookAhead(model, codes, data.Target.Labels.Count - 1);
        var draw = new TokenDraw(step.Temperature, step.Seed);
        await ProgressLine.Show(call, $"{model.Name} writes", async progress =>
        {
            for (var written = 0; written < step.Tokens; written++)
            {
                codes.Add(draw.From((await Next(model, codes, [0]))[0]));
                progress.Report(written + 1, step.Tokens, "");
            }
            return codes;
        });
        call.Error.WriteLine($"{model.Name} wrote {Figures.Count(step.Tokens)} characters");
        return string.Concat(codes.Select(known.Character));
    }

    private async Task RequireNoLookAhead(TrainedModel model, List<int> codes, int lastCode)
    {
        var outputs = await Next(model, codes, [0, lastCode]);
        if (outputs[0].Zip(outputs[1]).Any(pair => Math.Abs(pair.First - pair.Second) > Rounding))
            throw new CommandFailedException($"generate: {model.Name} looks at later steps of its window; so its start must be as long as a window, {model.Input[0]} characters");
    }

    /// <summary>Probabilities of the next token, one array a filling of what the window has free.</summary>
    private async Task<float[][]> Next(TrainedModel model, List<int> codes, int[] fillings)
    {
        var steps = model.Input[0];
        var seen = codes.GetRange(Math.Max(0, codes.Count - steps), Math.Min(codes.Count, steps));
        var request = new PredictRequest { Model = model.ServerName, Version = model.Version(null) };
        foreach (var filling in fillings)
            request.Features.AddRange(seen.Concat(Enumerable.Repeat(filling, steps - seen.Count)).Select(code => (float)code));
        var response = await server.Client.Prediction.PredictAsync(request, call.Unlimited);
        var tokens = response.OutputWidth / response.OutputSteps;
        var at = (Math.Min(seen.Count, response.OutputSteps) - 1) * tokens;
        return [.. fillings.Select((_, i) => response.Outputs.Skip(i * response.OutputWidth + at).Take(tokens).ToArray())];
    }
}
