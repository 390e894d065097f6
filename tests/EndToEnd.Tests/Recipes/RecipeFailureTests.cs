namespace DistributedDL.EndToEnd.Tests.Recipes;

/// <summary>What is wrong with a recipe is said in a sentence that names the place, the value and what is known.</summary>
public sealed class RecipeFailureTests(RecipeServerFixture served) : IClassFixture<RecipeServerFixture>
{
    private const string Frozen = "    freeze: [between]\n";

    private const string Recipe = $$"""
        recipe: gate
        data:
          xnor:
            columns: [a, b, out]
            rows: [[0, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 1]]
            target: out
            target_is: class
        networks:
          layered:
            input: [2]
            layers:
              - dense: { units: 4, activation: tanh, name: between }
              - dense: { units: 1, activation: sigmoid, name: gate }
        steps:
          - train: first
            network: layered
            data: xnor
            epochs: 2
          - train: second
            from: first
            data: xnor
            epochs: 2
        {{Frozen}}result: second
        must_reach:
          - { metric: train_loss, at_most: 100 }
        """;

    [Fact]
    public async Task Run_Right_Succeeds() => (await served.Run(Recipe, "right", "--json")).Succeeded();

    [Theory]
    [InlineData("freeze: [betwen]", "error: second: transfer.freeze[0]: 'betwen' is no layer; the network has between, gate")]
    [InlineData("freeze: [between, gate]", "transfer.freeze: nothing is left to train")]
    [InlineData("new_head: { after: between, layers: [{ conv2d: { filters: 2, kernel: 3 } }, flatten, { dense: { units: 1, activation: sigmoid } }] }", "transfer.new_head[0]: layer 'conv2d' takes [height, width, channels], but its input has the shape [4]")]
    [InlineData("new_head: { after: between, layers: [{ dense: { units: 3, activation: softmax } }] }", "has 2 labels;")]
    [InlineData("new_head: { after: betwen, layers: [{ dense: { units: 1, activation: sigmoid } }] }", "transfer.after: 'betwen' is no layer; the network has between, gate")]
    [InlineData("features_at: betwen", "transfer.features_at: 'betwen' is no layer; the network has between, gate")]
    [InlineData("optimizer: adm", "optimizer: 'adm' is unknown; known are sgd, adam")]
    [InlineData("optimizer: { sgd: { momentun: 0.9 } }", "unknown parameter of optimizer sgd; known are momentum")]
    [InlineData("loss: mee", "loss: 'mee' is unknown; known are cross_entropy")]
    [InlineData("loss: cross_entropy", "loss: cross_entropy needs a last activation of softmax, but the network ends with sigmoid")]
    [InlineData("schedule: cosin", "'cosin' is unknown; known are constant, step, cosine, plateau")]
    [InlineData("stop_when: { metric: train_acc, at_least: 1 }", "stop_when.metric: 'train_acc' is unknown; known are train_accuracy, train_loss")]
    public async Task Run_WrongSettingOfAStep_NamesItAndWhatIsKnown(string setting, string said)
    {
        var error = (await served.Run(Recipe.Replace(Frozen, $"    {setting}\n", StringComparison.Ordinal), "setting", "--json")).Refused();

        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnknownKey_NamesLineColumnAndKnownKeys()
    {
        var error = (await served.Run(Recipe.Replace(Frozen, "    freez: [between]\n", StringComparison.Ordinal), "key")).Refused();

        Assert.Contains("key.yaml: 1 fault in the recipe\n  steps[1].freez: line 23, column 5: unknown key 'freez'; known are augment, batch_size", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MissingFiles_NamesEachAndTheFolder()
    {
        var recipe = Recipe.Replace("    columns: [a, b, out]\n    rows: [[0, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 1]]\n", "    csv: { train: nosuch.csv, test: other.csv }\n", StringComparison.Ordinal);

        var error = (await served.Run(recipe, "missing")).Refused();

        Assert.Contains(Path.GetDirectoryName(served.Folder.Data)!, error, StringComparison.Ordinal);
        Assert.Contains("missing: nosuch.csv", error, StringComparison.Ordinal);
        Assert.Contains("missing: other.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LossThatIsNoNumber_SaysWhereAndWhatHelps()
    {
        var recipe = Recipe.Replace("target_is: class", "target_is: value", StringComparison.Ordinal).Replace("activation: sigmoid, ", "", StringComparison.Ordinal)
            .Replace(Frozen, "    optimizer: sgd\n    learning_rate: 1000\n", StringComparison.Ordinal).Replace("epochs: 2", "epochs: 60", StringComparison.Ordinal);

        Assert.Contains("second, seed 0: the run ended failed: training: the loss is no longer finite in epoch ", (await served.Run(recipe, "nan")).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BoundOnAMetricThatIsNotMeasured_IsMissed()
    {
        var outcome = await served.Run(Recipe.Replace("metric: train_loss", "metric: train_r2", StringComparison.Ordinal), "bound", "--json");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("1 of 1 bounds missed", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("train_r2: not measured", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WindowLongerThanTheText_NamesFileAndLengths()
    {
        served.Folder.Write("tiny.txt", "abcabc");
        const string Text = """
            recipe: tiny
            data:
              letters: { text: tiny.txt, vocabulary: characters, window: { steps: 8, target: next } }
            networks:
              reader: { input: [8], layers: [{ one_hot: { depth: 3 } }, { gru: { units: 2 } }, { dense: { units: 3, activation: softmax } }] }
            steps:
              - { train: reader, network: reader, data: letters, epochs: 1 }
            """;

        Assert.Contains("8 steps and the target after them are longer than 'tiny.txt', which has 6 tokens", (await served.Run(Text, "tiny")).Refused(), StringComparison.Ordinal);
    }
}
