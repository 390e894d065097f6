using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Gateway.OnlineLearning;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.Tests.OnlineLearning;

public sealed class LearnGroupTests
{
    private static readonly ModelSignature Classes = new([], ["no", "yes"], "answer");

    internal static Wire.LearnRequest Labels(long first, params string[] labels)
    {
        var examples = new Wire.LearnExamples { FirstSequence = first, Labels = { labels } };
        for (var i = 0; i < labels.Length; i++) examples.Features.AddRange([first + i, -(first + i)]);
        return new Wire.LearnRequest { Examples = examples };
    }

    private static LearnGroup Group(params Wire.LearnRequest[] requests) => new([.. requests.Select(request => LearnItem.Read(request, 2))]);

    [Fact]
    public void ToBatch_SeveralMessages_AreOneInOrder()
    {
        var batch = Group(Labels(5, "no", "yes"), Labels(7, "yes")).ToBatch(writer: 3);

        Assert.Equal(5, batch.FirstSequence);
        Assert.Equal([5f, -5, 6, -6, 7, -7], batch.Features);
        Assert.Equal(["no", "yes", "yes"], batch.Labels!);
        Assert.Null(batch.Values);
        Assert.Equal(3, batch.Writer);
        Assert.Equal([2, 1], batch.Messages);
    }

    [Fact]
    public void ToBatch_Values_HaveNoLabels()
    {
        var batch = Group(new Wire.LearnRequest { Examples = new Wire.LearnExamples { FirstSequence = 1, Features = { 1, 2 }, Values = { 0.5f } } }).ToBatch(writer: 3);

        Assert.Null(batch.Labels);
        Assert.Equal([0.5f], batch.Values!);
    }

    [Fact]
    public void Acknowledge_DuplicatesReachIntoAMessage_AreCountedWhereTheyAre()
    {
        var report = new LearnReport(8, 3, [0, 1, 0], [0.1f, 0.2f, 0.3f], new Dictionary<string, double> { ["accuracy"] = 0.5 });

        var acknowledged = Group(Labels(3, "no", "no"), Labels(5, "no", "yes"), Labels(7, "no", "no")).Acknowledge(report, Classes).Select(response => response.Acknowledged);

        Assert.Equal(
            [
                new Wire.LearnAcknowledged { FirstSequence = 3, LastSequence = 4, Duplicates = 2 },
                new Wire.LearnAcknowledged { FirstSequence = 5, LastSequence = 6, Duplicates = 1, PredictedLabels = { "no" }, Losses = { 0.1f } },
                new Wire.LearnAcknowledged { FirstSequence = 7, LastSequence = 8, PredictedLabels = { "yes", "no" }, Losses = { 0.2f, 0.3f } },
            ],
            acknowledged);
    }

    [Fact]
    public void Acknowledge_ValueModel_GivesValues()
    {
        var report = new LearnReport(1, 0, [2.5f], [0.1f], new Dictionary<string, double>());

        Assert.Equal([2.5f], Group(Labels(1, "no")).Acknowledge(report, ModelSignature.Unknown)[0].Acknowledged.PredictedValues);
    }

    [Fact]
    public void Read_EverythingWrong_NamesEveryField()
    {
        var request = new Wire.LearnRequest { Examples = new Wire.LearnExamples { Features = { 1, float.NaN, 3 }, Labels = { "a" }, Values = { float.PositiveInfinity } } };

        var e = Assert.Throws<InvalidArgumentException>(() => LearnItem.Read(request, 2));

        Assert.Equal(
            ["examples.first_sequence", "examples.values", "examples.features", "examples.features[1]", "examples.values[0]"],
            e.Violations.Select(violation => violation.Field));
        Assert.Contains("3 numbers for 1 examples; 2 are needed, 2 an example", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoExamples_IsRefused() => Assert.Equal(
        "examples.labels",
        Assert.Throws<InvalidArgumentException>(() => LearnItem.Read(new Wire.LearnRequest { Examples = new Wire.LearnExamples { FirstSequence = 1 } }, 2)).Violations.Single().Field);

    [Fact]
    public void Read_SecondStart_IsRefused() => Assert.Equal(
        "examples",
        Assert.Throws<InvalidArgumentException>(() => LearnItem.Read(new Wire.LearnRequest { Start = new Wire.LearnStart() }, 2)).Violations.Single().Field);
}
