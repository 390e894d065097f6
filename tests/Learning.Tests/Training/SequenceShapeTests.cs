using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Training;

/// <summary>The shapes of recurrent networks, each on a task that needs it, measured on sequences that were held out.</summary>
public sealed class SequenceShapeTests
{
    private const int Tokens = 4;

    private static readonly TrainingSpec Adam = new() { Model = "m", Dataset = "d", Epochs = 1, BatchSize = 32, Optimizer = "adam", LearningRate = 0.01, ClipNorm = 1, Seed = 1 };

    [Fact]
    public void Train_ManyToOne_SaysHowManyTokensWereThree()
    {
        var spec = Examples.Architecture($"{OneHot}, {Gru(16)}, {Examples.Dense(7, "softmax")}", 6);

        var accuracy = Learn(spec, 40, 6, sequence => [sequence.Count(token => token == 3)]);

        Assert.True(accuracy >= 0.98, $"accuracy {accuracy}");
    }

    [Fact]
    public void Train_ManyToMany_SaysTheLargestTokenSoFar()
    {
        var spec = Examples.Architecture($"{OneHot}, {Gru(16, sequences: true)}, {Examples.Dense(Tokens, "softmax")}", 8);

        var accuracy = Learn(spec, 20, 8, sequence => [.. sequence.Select((_, i) => sequence[..(i + 1)].Max())]);

        Assert.True(accuracy >= 0.99, $"accuracy {accuracy}");
    }

    [Fact]
    public void Train_EncoderAndDecoder_Reverses()
    {
        var spec = Examples.Architecture($"{OneHot}, {Gru(48)}, {Repeat(5)}, {Gru(48, sequences: true)}, {Examples.Dense(Tokens, "softmax")}", 5);

        var accuracy = Learn(spec, 60, 5, sequence => [.. sequence.Reverse()]);

        Assert.True(accuracy >= 0.97, $"accuracy {accuracy}");
    }

    [Fact]
    public void Train_OneToMany_CountsUpFromOneToken()
    {
        var spec = Examples.Architecture($"{OneHot}, \"flatten\", {Repeat(6)}, {Gru(16, sequences: true)}, {Examples.Dense(Tokens, "softmax")}", 1);
        using var network = Network.Create(spec, 1);
        float[] targets = [.. Enumerable.Range(0, Tokens).SelectMany(first => Enumerable.Range(first, 6).Select(token => (float)(token % Tokens)))];
        using var examples = Examples.Set([0, 1, 2, 3], targets, 6);

        Train(network, examples, 150);

        Assert.Equal(1, Evaluator.Evaluate(network, examples, null).Metrics["accuracy"]);
    }

    [Fact]
    public void Predict_FedBackToItself_GoesOnWithTheMelody()
    {
        int[] melody = [0, 1, 2, 3, 3, 2, 1, 1];
        float Note(int at) => melody[at % melody.Length];
        const int Window = 6;
        var spec = Examples.Architecture($"{OneHot}, {Gru(24, sequences: true)}, {Examples.Dense(Tokens, "softmax")}", Window);
        using var network = Network.Create(spec, 1);
        using var examples = Examples.Set(
            [.. Enumerable.Range(0, 64).SelectMany(start => Enumerable.Range(start, Window).Select(Note))],
            [.. Enumerable.Range(1, 64).SelectMany(start => Enumerable.Range(start, Window).Select(Note))], Window);
        Train(network, examples, 60);

        var played = Enumerable.Range(0, Window).Select(Note).ToList();
        var outputs = new float[Window * Tokens];
        for (var step = 0; step < 40; step++)
        {
            network.Predict([.. played.TakeLast(Window)], 1, outputs);
            var last = outputs.AsSpan((Window - 1) * Tokens);
            played.Add(last.IndexOf(outputs[^Tokens..].Max()));
        }

        Assert.Equal(Enumerable.Range(0, Window + 40).Select(Note), played);
    }

    private static string OneHot => $$$"""{"one_hot": {"depth": {{{Tokens}}}}}""";

    private static string Repeat(int count) => $$$"""{"repeat": {"count": {{{count}}}}}""";

    private static string Gru(int units, bool sequences = false) =>
        $$$"""{"gru": {"units": {{{units}}}, "return_sequences": {{{(sequences ? "true" : "false")}}}}}""";

    /// <returns>Accuracy over all steps of 200 held out sequences, 1000 others learned.</returns>
    private static double Learn(ArchitectureSpec architecture, int epochs, int length, Func<int[], int[]> answer)
    {
        using var network = Network.Create(architecture, 1);
        var random = new Random(1);
        var sequences = Enumerable.Range(0, 4000).Select(_ => Enumerable.Range(0, length).Select(_ => random.Next(Tokens)).ToArray())
            .DistinctBy(sequence => string.Concat(sequence)).ToArray();
        using var held = Set(sequences[..200], answer);
        using var examples = Set(sequences[200..Math.Min(1200, sequences.Length)], answer);
        Train(network, examples, epochs);
        return Evaluator.Evaluate(network, held, null).Metrics["accuracy"];
    }

    private static ExampleSet Set(int[][] sequences, Func<int[], int[]> answer) => Examples.Set(
        [.. sequences.SelectMany(sequence => sequence).Select(token => (float)token)],
        [.. sequences.SelectMany(answer).Select(token => (float)token)], answer(sequences[0]).Length);

    private static void Train(Network network, ExampleSet examples, int epochs)
    {
        using var trainer = new Trainer(network, Adam with { Epochs = epochs }, examples, null);
        for (var epoch = 0; epoch < epochs; epoch++) trainer.RunEpoch(null, TestContext.Current.CancellationToken);
    }
}
