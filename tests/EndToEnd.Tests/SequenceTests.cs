using System.Text.Json.Nodes;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>Text in, text out: targets at each step, and what a version says to characters that it does not know.</summary>
public sealed class SequenceTests(ServedFixture served) : IClassFixture<ServedFixture>
{
    private const string Writer = """
        input: [4]
        layers:
          - embedding: { vocabulary: 5, units: 8 }
          - gru: { units: 16, return_sequences: true }
          - dense: { units: 5, activation: softmax }
        """;

    [Fact]
    public async Task Predict_Text_SaysTheNextCharacterAtEachStepAndRefusesUnknownOnes()
    {
        await Import("letters", "abcde");
        await served.Server.Json("model", "create", "writer", "--spec", served.Folder.Write("writer.yaml", Writer));
        await served.Server.Json("train", "writer", "--dataset", "letters", "--epochs", "60", "--learning-rate", "0.05", "--optimizer", "adam", "--batch-size", "8");

        var known = await served.Server.Json("predict", "writer", "--text", "eabc");
        Assert.Equal("a b c d", (string)known["predictions"]![0]!);

        Assert.Contains("'Z' at 2, '?' at 5: not among the 5 characters of the model's vocabulary", await Refused("predict", "writer", "--text", "aZcd?e"), StringComparison.Ordinal);
        Assert.Contains("2 characters; the model takes 4", await Refused("predict", "writer", "--text", "ab"), StringComparison.Ordinal);
        Assert.Contains("feature 2 of example 0: 5 is not a whole number from 0 to 4, as layer 'embedding' takes", await Refused("predict", "writer", "--row", "0,1,5,2"), StringComparison.Ordinal);
        Assert.Contains("feature 0 of example 0: -1 is not a whole number from 0 to 4", await Refused("predict", "writer", "--row", "-1,1,2,2"), StringComparison.Ordinal);

        await Import("strange", "abxde");
        Assert.Contains("'x' (index 4)", await Refused("evaluate", "writer", "--dataset", "strange"), StringComparison.Ordinal);
        Assert.Contains("'x' (index 4)", await Refused("predict", "writer", "--dataset", "strange"), StringComparison.Ordinal);
        Assert.Contains("not trained on tokens", await Refused("predict", "net", "--text", "abcd"), StringComparison.Ordinal);
    }

    private Task<JsonObject> Import(string name, string letters) =>
        served.Server.Json("dataset", "import", name, served.Folder.Write($"{name}.txt", string.Concat(Enumerable.Repeat(letters, 12))), "--window", "4", "--window-target", "each-next");

    private async Task<string> Refused(params string[] arguments) => (await served.Server.Run(arguments)).Failed();
}
