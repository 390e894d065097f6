using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Layers;

/// <summary>What holds of every kind of layer; a kind that is added without an example here fails <see cref="EveryKind_IsUnderTheLaws"/>.</summary>
public sealed class LayerLawTests
{
    private static readonly Dictionary<string, string> Layers = new()
    {
        ["dense"] = """{"dense": {"units": 5, "activation": "tanh"}}""",
        ["flatten"] = "\"flatten\"",
        ["rescale"] = """{"rescale": {"factor": 0.5, "offset": 0.1}}""",
        ["standardize"] = "\"standardize\"",
        ["linear"] = "\"linear\"",
        ["sigmoid"] = "\"sigmoid\"",
        ["tanh"] = "\"tanh\"",
        ["relu"] = "\"relu\"",
        ["leaky_relu"] = "\"leaky_relu\"",
        ["elu"] = "\"elu\"",
        ["gelu"] = "\"gelu\"",
        ["softmax"] = "\"softmax\"",
    };

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
        var features = Examples.Floats(3 * 6, 1);
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
        var features = Examples.Floats(300 * 6, 1);
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
        var features = Examples.Floats(3 * 6, 1);
        var (expected, actual) = (new float[3 * 2], new float[3 * 2]);

        network.Predict(features, 3, expected);
        copy.Predict(features, 3, actual);

        Assert.Equal(expected, actual);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Backward_OfWeightsBelow_EqualsFiniteDifferences(string kind)
    {
        using var network = Network.Create(Around(kind), 7);
        var pass = network.RequirePass(4);
        Examples.Floats(4 * 6, 3).CopyTo(pass.Input.Span);
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

    // A dense layer below, so that the layer's own derivative is needed; a fitted one has to stand first.
    private static ArchitectureSpec Around(string kind)
    {
        const string Below = """{"dense": {"units": 6, "name": "below"}}""";
        const string Above = """{"dense": {"units": 2, "name": "above"}}""";
        return kind == "standardize"
            ? Examples.Architecture($"{Layers[kind]}, {Below}, {Above}", 6)
            : Examples.Architecture($"{Below}, {Layers[kind]}, {Above}", 6);
    }
}
