using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Gateway.Prediction;
using Wire = DistributedDL.Client.Prediction;

namespace DistributedDL.Gateway.Tests.Prediction;

public sealed class PredictionMappingTests
{
    private static readonly PredictReport Classes = new("m", 5, [0.1f, 0.7f, 0.2f, 0.5f, 0.5f, 0, 0, 0, 1], 3, new ModelSignature(["x"], ["a", "b", "c"], "t"));

    [Fact]
    public void ToWire_Classes_HaveTheLikeliestLabelAndTheFirstOfEqualOnes() => Assert.Equal(
        new Wire.PredictResponse
        {
            Model = "m", Version = 5, Examples = 3, OutputWidth = 3, OutputSteps = 1, Outputs = { Classes.Outputs }, PredictedLabels = { "b", "a", "c" }, Labels = { "a", "b", "c" },
        },
        Classes.ToWire());

    [Fact]
    public void ToWire_Slice_HasTheCallersRowsAlone() => Assert.Equal(
        new Wire.PredictResponse { Model = "m", Version = 5, Examples = 1, OutputWidth = 3, OutputSteps = 1, Outputs = { 0.5f, 0.5f, 0 }, PredictedLabels = { "a" }, Labels = { "a", "b", "c" } },
        new PredictSlice(Classes, 1, 1).ToWire());

    [Fact]
    public void ToWire_OneOutputForTwoLabels_IsTheSecondFromAHalfOn() => Assert.Equal(
        ["no", "yes", "yes"],
        new PredictReport("m", 1, [0.49f, 0.5f, 1], 1, new ModelSignature([], ["no", "yes"], "t")).ToWire().PredictedLabels);

    [Fact]
    public void ToWire_StepsOfClasses_HaveALabelEach()
    {
        var wire = (new PredictReport("m", 1, [0.9f, 0.1f, 0.2f, 0.8f, 0.4f, 0.6f, 1, 0], 4, new ModelSignature([], ["no", "yes"], "t")) { OutputSteps = 2 }).ToWire();

        Assert.Equal((2, 4, 2), (wire.Examples, wire.OutputWidth, wire.OutputSteps));
        Assert.Equal(["no", "yes", "yes", "no"], wire.PredictedLabels);
    }

    [Fact]
    public void ToWire_Values_HaveNoLabels() => Assert.Equal(
        new Wire.PredictResponse { Model = "m", Version = 1, Examples = 2, OutputWidth = 2, OutputSteps = 1, Outputs = { 1, 2, 3, 4 } },
        new PredictReport("m", 1, [1, 2, 3, 4], 2, ModelSignature.Unknown).ToWire());

    [Fact]
    public void ToWire_MoreOutputsThanLabels_NamesTheIndex() =>
        Assert.Equal(["2"], new PredictReport("m", 1, [0, 0, 1], 3, new ModelSignature([], ["no", "yes"], "t")).ToWire().PredictedLabels);

    [Fact]
    public void ToWire_Evaluation_EveryFieldIsTaken() => Assert.Equal(
        new Wire.Evaluation
        {
            Model = "m", Version = 2, Dataset = "d", DatasetVersion = 3, Split = "test", Examples = 10, Loss = 0.25, Metrics = { ["accuracy"] = 0.9 },
            Labels = { "no", "yes" }, ConfusionMatrix = { 1, 2, 3, 4 },
        },
        new EvaluationReport("m", 2, "d", 3, "test", 10, 0.25, new Dictionary<string, double> { ["accuracy"] = 0.9 }, ["no", "yes"], [1, 2, 3, 4]).ToWire());
}
