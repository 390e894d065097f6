namespace DistributedDL.EndToEnd.Tests.Recipes;

/// <summary>A network that has learned an endless alphabet of five letters writes it on.</summary>
public sealed class GenerationTests(RecipeServerFixture served) : IClassFixture<RecipeServerFixture>
{
    private const string Recurrent = "      - gru: { units: 12, return_sequences: true }\n";

    private const string LooksAhead = "      - flatten\n      - dense: { units: 32, activation: tanh }\n      - reshape: { shape: [8, 4] }\n";

    private const string Writer = $$"""
        recipe: writing
        data:
          letters:
            text: letters.txt
            vocabulary: characters
            window: { steps: 8, target: each_next }
            split: { validation_fraction: 0.1, in_order: true }
        networks:
          reader:
            input: [8]
            layers:
              - embedding: { vocabulary: 5, units: 4 }
        {{Recurrent}}      - dense: { units: 5, activation: softmax }
        steps:
          - train: writer
            network: reader
            data: letters
            epochs: 40
            learning_rate: 0.02
          - generate: writer
            start: "c"
            tokens: 24
        show:
          - generated: { model: writer }
        """;

    [Fact]
    public async Task Generate_StartShorterThanAWindow_GoesOnAsTheTextDoes()
    {
        Assert.Contains(">cdeabcdeabcdeabcdeabcdeab</pre>", await Report(Writer, "sure"), StringComparison.Ordinal);

        var predictions = File.ReadAllLines(served.Folder.File("sure/predictions.csv"));
        Assert.Equal("example,step,actual,predicted,probability", predictions[0]);
        Assert.All(predictions[1..].Where(line => line.Split(',')[1] != "0"), line => Assert.Equal(line.Split(',')[2], line.Split(',')[3]));
    }

    [Fact]
    public async Task Generate_Drawn_IsTheSameForTheSameSeedAlone()
    {
        var first = await Written(3, "first");

        Assert.Equal(first, await Written(3, "second"));
        Assert.NotEqual(first, await Written(4, "third"));

        async Task<string> Written(int seed, string name)
        {
            var report = await Report(Writer.Replace("epochs: 40", "epochs: 1", StringComparison.Ordinal)
                .Replace("tokens: 24", $"tokens: 60\n    temperature: 2\n    seed: {seed}", StringComparison.Ordinal), name);
            var begin = report.IndexOf("<pre class=\"written\">", StringComparison.Ordinal);
            return report[begin..report.IndexOf("</pre>", begin, StringComparison.Ordinal)];
        }
    }

    [Fact]
    public async Task Generate_NetworkThatLooksAhead_NeedsAWholeWindow() => Assert.Contains(
        "generate: writer looks at later steps of its window; so its start must be as long as a window, 8 characters",
        (await Run(Writer.Replace(Recurrent, LooksAhead, StringComparison.Ordinal), "ahead")).Refused(), StringComparison.Ordinal);

    [Fact]
    public async Task Generate_LettersThatTheDataHaveNot_AreNamed() => Assert.Contains(
        "generate: 'x' at 2, 'y' at 3, 'x' at 4: not among the 5 characters of letters",
        (await Run(Writer.Replace("\"c\"", "\"axyx\"", StringComparison.Ordinal), "unknown")).Refused(), StringComparison.Ordinal);

    private Task<Outcome> Run(string recipe, string name, params string[] more)
    {
        served.Folder.Write("letters.txt", string.Concat(Enumerable.Repeat("abcde", 60)));
        return served.Run(recipe, name, ["--json", .. more]);
    }

    private async Task<string> Report(string recipe, string name)
    {
        (await Run(recipe, name, "--out", served.Folder.File(name))).Succeeded();
        return File.ReadAllText(served.Folder.File($"{name}/report.html"));
    }
}
