using DistributedDL.Cli.Prediction;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Tests.Prediction;

public sealed class PredictionsTests
{
    private static readonly PredictResponse Classes = new()
    {
        Model = "net", Version = 3, Examples = 2, OutputWidth = 2, Outputs = { 0.25f, 0.75f, 1, 0 }, PredictedLabels = { "b", "a" }, Labels = { "a", "b" },
    };

    [Fact]
    public void Json_Classes_HasPredictionsAndProbabilities()
    {
        var json = PredictionJson.Of(Of(Classes), file: null);

        Assert.Equal("""["b","a"]""", json["predictions"]!.ToJsonString());
        Assert.Equal("[[0.25,0.75],[1,0]]", json["probabilities"]!.ToJsonString());
    }

    [Fact]
    public void Json_Sigmoid_GivesTheProbabilityOfBothLabels()
    {
        var json = PredictionJson.Of(Of(new PredictResponse { OutputWidth = 1, Outputs = { 0.75f }, PredictedLabels = { "b" }, Labels = { "a", "b" } }), file: null);

        Assert.Equal("[[0.25,0.75]]", json["probabilities"]!.ToJsonString());
    }

    [Fact]
    public void Json_Values_AreNumbers()
    {
        var json = PredictionJson.Of(Of(new PredictResponse { OutputWidth = 1, Outputs = { 0.5f, 2 } }), file: null);

        Assert.Equal("[0.5,2]", json["predictions"]!.ToJsonString());
        Assert.False(json.ContainsKey("probabilities"));
    }

    [Fact]
    public void Csv_Classes_HasAColumnALabel()
    {
        using var file = new TempFile("before");

        PredictionCsv.Write(file.Path, Of(Classes));

        Assert.Equal("prediction,probability_a,probability_b\nb,0.25,0.75\na,1,0\n", File.ReadAllText(file.Path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Text_Classes_ShowsTheLikeliestAndItsProbability() =>
        Assert.Contains("      1  b" + new string(' ', 16) + "75.0 %", Ddl.Text(output => PredictionText.Write(output, Of(Classes), null)), StringComparison.Ordinal);

    private static Predictions Of(PredictResponse response)
    {
        var predictions = new Predictions();
        predictions.Add(response);
        return predictions;
    }
}
