using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Layers;

/// <summary>What holds of every kind of layer; a kind that is added without an example here fails <see cref="EveryKind_IsUnderTheLaws"/>.</summary>
public sealed class LayerLawTests
{
    private const string Image = """{"reshape": {"shape": [2, 3, 2]}}""", Sequence = """{"reshape": {"shape": [4, 3]}}""";

    /// <summary>An example of each kind, between what turns 12 numbers into its input, and flatten.</summary>
    private static readonly Dictionary<string, (string? Before, string Layer)> Layers = new()
    {
        ["dense"] = (Sequence, """{"dense": {"units": 5, "activation": "tanh"}}"""),
        ["flatten"] = (Image, "\"flatten\""),
        ["reshape"] = (null, """{"reshape": {"shape": [3, -1]}}"""),
        ["rescale"] = (null, """{"rescale": {"factor": 0.5, "offset": 0.1}}"""),
        ["standardize"] = (null, "\"standardize\""),
        ["max_normalise"] = (null, "\"max_normalise\""),
        ["conv2d"] = (Image, """{"conv2d": {"filters": 3, "kernel": 2, "padding": "same", "activation": "tanh"}}"""),
        ["max_pool"] = (Image, """{"max_pool": {"pool": 2, "stride": 1}}"""),
        ["average_pool"] = (Image, """{"average_pool": {"padding": "same"}}"""),
        ["global_max_pool"] = (Sequence, "\"global_max_pool\""),
        ["global_average_pool"] = (Image, "\"global_average_pool\""),
        ["resize"] = (Image, """{"resize": {"height": 3, "width": 2}}"""),
        ["batch_norm"] = (Image, """{"batch_norm": {"epsilon": 0.1}}"""),
        ["layer_norm"] = (Sequence, """{"layer_norm": {"epsilon": 0.1}}"""),
        ["dropout"] = (null, """{"dropout": {"rate": 0.4}}"""),
        ["embedding"] = (null, """{"embedding": {"vocabulary": 9, "units": 3}}"""),
        ["one_hot"] = (null, """{"one_hot": {"depth": 9}}"""),
        ["repeat"] = (null, """{"repeat": {"count": 2}}"""),
        ["simple_rnn"] = (Sequence, """{"simple_rnn": {"units": 3, "return_sequences": true}}"""),
        ["lstm"] = (Sequence, """{"lstm": {"units": 3, "bidirectional": true}}"""),
        ["gru"] = (Sequence, """{"gru": {"units": 3}}"""),
        ["linear"] = (null, "\"linear\""),
        ["step"] = (null, "\"step\""),
        ["sigmoid"] = (null, "\"sigmoid\""),
        ["tanh"] = (null, "\"tanh\""),
        ["relu"] = (null, "\"relu\""),
        ["leaky_relu"] = (null, "\"leaky_relu\""),
        ["elu"] = (null, "\"elu\""),
        ["gelu"] = (null, "\"gelu\""),
        ["softmax"] = (Sequence, "\"softmax\""),
    };

    /// <summary>The slope of step is 0 by definition, which is why it does not train.</summary>
    public static TheoryData<string> KindsThatTrain => [.. Layers.Keys.Where(kind => kind != "step")];

    public static TheoryData<string> Kinds => [.. Layers.Keys];

    [Fact]
    public void EveryKind_IsUnderTheLaws() =>
        Assert.Equal(LayerKinds.Known, string.Join(", ", Layers.Keys.Order(StringComparer.Ordinal)));

    [Theory, MemberData(nameof(Kinds))]
    public void Create_SameSeed_GivesSameBits(string kind)
    {
        using var one = Network.Create(Around(kind), 7);
        using var same = Network.Create(Around(kind), 7);
        using var other = Network.Create(Around(kind), 8);

        Examples.AssertSameBits(one.SaveWeights(), same.SaveWeights());
        Assert.Contains(one.SaveWeights().Zip(other.SaveWeights()), pair => !pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Predict_LeavesInputUntouched_AndRepeatsItsBits(string kind)
    {
        using var network = Network.Create(Around(kind), 7);
        var features = Features(kind, 3);
        var before = features.ToArray();
        var (first, second) = (new float[3 * 2], new float[3 * 2]);

        network.Predict(features, 3, first);
        network.Predict(features, 3, second);

        Assert.Equal(before, features);
        Assert.Equal(first, second);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Predict_BatchOfOne_EqualsOneOfBatch(string kind)
    {
        using var network = Network.Create(Around(kind), 7);
        var features = Features(kind, 300);
        var (all, one) = (new float[300 * 2], new float[2]);

        network.Predict(features, 300, all);

        for (var i = 0; i < 300; i++)
        {
            network.Predict(features.AsSpan(i * 6, 6), 1, one);
            Near.All(all.AsSpan(i * 2, 2), one, 1e-6, kind);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void LoadWeights_OfSavedOnes_PredictsTheSameBits(string kind)
    {
        using var network = Network.Create(Around(kind), 7);
        using var copy = Network.Create(Around(kind), 8);
        copy.LoadWeights(network.SaveWeights());
        var features = Features(kind, 3);
        var (expected, actual) = (new float[3 * 2], new float[3 * 2]);

        network.Predict(features, 3, expected);
        copy.Predict(features, 3, actual);

        Assert.Equal(expected, actual);
    }

    [Theory, MemberData(nameof(KindsThatTrain))]
    public void Backward_OfWeightsBelow_EqualsFiniteDifferences(string kind)
    {
        using var network = Network.Create(Around(kind), 7);
        var pass = network.RequirePass(4);
        Features(kind, 4).CopyTo(pass.Input.Span);
        var upstream = Examples.Floats(4 * 2, 4);
        double Objective()
        {
            var outputs = pass.Forward(4, network.OperationCount, learns: true).Span;
            var sum = 0.0;
            for (var i = 0; i < upstream.Length; i++) sum += outputs[i] * upstream[i];
            return sum;
        }

        Objective();
        upstream.CopyTo(pass.OutputGradient(network.OperationCount).Span);
        pass.Backward(4, network.OperationCount);
        var gradients = network.Parameters.Gradients.Span.ToArray();

        foreach (var parameter in network.Parameters.All.Where(parameter => parameter.Spec.Trainable))
        {
            for (var i = 0; i < parameter.Length; i++)
            {
                const float Difference = 1e-2f;
                var before = parameter.Values[i];
                parameter.Values[i] = before + Difference;
                var above = Objective();
                parameter.Values[i] = before - Difference;
                var below = Objective();
                parameter.Values[i] = before;
                Near.One((above - below) / (2 * Difference), gradients[parameter.Offset + i], 4e-3, $"{kind}: {parameter.Name}[{i}]");
            }
        }
    }

    // A dense layer below, so that the layer's own derivative is needed; some have to stand first.
    private static ArchitectureSpec Around(string kind)
    {
        const string Below = """{"dense": {"units": 12, "name": "below"}}""", Above = """ "flatten", {"dense": {"units": 2, "name": "above"}}""";
        var (before, layer) = Layers[kind];
        return kind switch
        {
            "standardize" or "max_normalise" => Examples.Architecture($"{layer}, {Below}, {Above}", 6),
            _ when TakesIndices(kind) => Examples.Architecture($"{layer}, {Above}", 6),
            _ => Examples.Architecture($"{Below}, {(before is null ? "" : before + ", ")}{layer}, {Above}", 6),
        };
    }

    private static float[] Features(string kind, int examples) =>
        TakesIndices(kind) ? Examples.Classes(examples * 6, 9, 1) : Examples.Floats(examples * 6, 1);

    private static bool TakesIndices(string kind) => kind is "embedding" or "one_hot";
}
