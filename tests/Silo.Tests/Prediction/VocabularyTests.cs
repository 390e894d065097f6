using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Tests.Prediction;

/// <summary>A version knows the tokens that its indices stood for.</summary>
public sealed class VocabularyTests(SharedSilo silo)
{
    private const int Steps = 3;

    private static readonly ArchitectureSpec Writer = ArchitectureJson.Parse(
        """{"input": [3], "layers": [{"embedding": {"vocabulary": 4, "units": 4}}, {"gru": {"units": 4, "return_sequences": true}}, {"dense": {"units": 4, "activation": "softmax"}}]}""");

    [Fact]
    public async Task Train_TextWithATargetAtEachStep_VersionKnowsTheTokensAndPredictsEachStep()
    {
        var predictor = await Trained("v-known");

        var version = await silo.Grains.GetGrain<IModel>("v-known").Resolve(null);
        var report = await predictor.Predict(null, [0, 1, 2, 1, 2, 3]);
        var again = await predictor.Evaluate(null, new DatasetSlice("v-known", null, null));

        Assert.Equal(["a", "b", "c", "d"], version.Signature.Vocabulary);
        Assert.Equal((2 * Steps * 4, Steps * 4, Steps), (report.Outputs.Length, report.OutputWidth, report.OutputSteps));
        Assert.True(again.Metrics["accuracy"] > 0.99, $"accuracy {again.Metrics["accuracy"]}");
        Assert.Equal(Steps * again.Examples, again.ConfusionMatrix.Sum());
    }

    [Theory]
    [InlineData(4f, "feature 1 of example 1: 4 is not a whole number from 0 to 3, as layer 'embedding' takes")]
    [InlineData(-1f, "feature 1 of example 1: -1 is not a whole number from 0 to 3, as layer 'embedding' takes")]
    [InlineData(0.5f, "feature 1 of example 1: 0.5 is not a whole number from 0 to 3, as layer 'embedding' takes")]
    [InlineData(3e9f, "is not a whole number from 0 to 3")]
    public async Task Predict_IndexOutOfRange_IsRefusedAndTheNextIsServed(float index, string said)
    {
        var predictor = await Trained($"v-range-{index}".Replace("+", "", StringComparison.Ordinal));
        var before = await predictor.Predict(null, [0, 1, 2]);

        var e = await Assert.ThrowsAsync<InvalidArgumentException>(() => predictor.Predict(null, [0, 1, 2, 0, index, 2]));

        Assert.Contains(e.Violations, violation => violation.Field == "features" && violation.Description.Contains(said, StringComparison.Ordinal));
        Assert.Equal(before.Outputs, (await predictor.Predict(null, [0, 1, 2])).Outputs);
    }

    [Fact]
    public async Task EvaluateAndPredict_TextWithUnknownCharacters_NamesThemAndTheirIndices()
    {
        var predictor = await Trained("v-unknown");
        await Import("v-unknown-text", "abcxyabcxyabcxy");
        const string Said = "dataset: data set 'v-unknown-text' has 2 tokens that model 'v-unknown' version 1 with its 4 lacks: 'x' (index 3), 'y' (index 4)";

        Assert.Equal(Said, await Refused(() => predictor.Evaluate(null, new DatasetSlice("v-unknown-text", null, null))));
        Assert.Equal(Said, await Refused(() => predictor.PredictDataset(null, new DatasetSlice("v-unknown-text", null, null))));
    }

    [Fact]
    public async Task Evaluate_OtherNumbersForTheSameTokens_IsRefused()
    {
        var predictor = await Trained("v-numbers");
        await Import("v-numbers-text", "bcdbcdbcdbcd");

        Assert.Equal("dataset: data set 'v-numbers-text' numbers 3 tokens otherwise than model 'v-numbers' version 1, which knows 4: import its text together with the text of training",
            await Refused(() => predictor.Evaluate(null, new DatasetSlice("v-numbers-text", null, null))));
    }

    [Fact]
    public async Task Train_MoreTokensThanClasses_IsRefusedWithBothCounts()
    {
        await Import("v-beyond-text", "abcdeabcdeabcde");
        await silo.Grains.CreateModel("v-beyond", Writer);
        var run = silo.Grains.GetGrain<ITrainingRun>("v-beyond-run");

        var e = await Assert.ThrowsAsync<InvalidArgumentException>(() => run.Start(Samples.Training("v-beyond", "v-beyond-text", 1)));

        Assert.Contains(e.Violations, violation => violation == new FieldViolation("dataset", "data set 'v-beyond-text' version 1 has 5 labels; model 'v-beyond' tells 4 classes apart"));
    }

    [Fact]
    public async Task Train_TokenBeyondTheEmbedding_FailsAndNamesExampleAndBound()
    {
        await Import("v-narrow-text", "abcdabcdabcd");
        await silo.Grains.CreateModel("v-narrow", ArchitectureJson.Parse(
            """{"input": [3], "layers": [{"embedding": {"vocabulary": 3, "units": 4}}, {"gru": {"units": 4, "return_sequences": true}}, {"dense": {"units": 4, "activation": "softmax"}}]}"""));
        var run = silo.Grains.GetGrain<ITrainingRun>("v-narrow-run");
        await run.Start(Samples.Training("v-narrow", "v-narrow-text", 1));

        var ended = await run.Ended();

        Assert.Equal(RunState.Failed, ended.State);
        Assert.Contains("feature 2 of example 1: 3 is not a whole number from 0 to 2, as layer 'embedding' takes", ended.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Refused(Func<Task> call) => (await Assert.ThrowsAsync<InvalidArgumentException>(call)).Message;

    private async Task<IPredictor> Trained(string name)
    {
        await Import(name, "abcdabcdabcdabcdabcdabcd");
        await silo.Grains.CreateModel(name, Writer);
        var run = silo.Grains.GetGrain<ITrainingRun>($"{name}-run");
        await run.Start(Samples.Training(name, name, epochs: 60));
        Assert.Equal(RunState.Completed, (await run.Ended()).State);
        return silo.Grains.GetGrain<IPredictor>(name);
    }

    private async Task Import(string name, string text)
    {
        var file = await silo.Silo.Upload($"{name}.txt", text);
        var spec = new DatasetImportSpec { Format = DataFormat.Text, WindowSteps = Steps, WindowTarget = WindowTarget.EachNext };
        await silo.Grains.GetGrain<IDataset>(name).Import(spec, [file]);
    }
}
