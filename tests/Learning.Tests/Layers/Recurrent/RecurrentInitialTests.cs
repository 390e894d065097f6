using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Layers.Recurrent;

/// <summary>Initial weights as Keras'.</summary>
public sealed class RecurrentInitialTests
{
    [Theory]
    [InlineData("simple_rnn", 1)]
    [InlineData("gru", 3)]
    [InlineData("lstm", 4)]
    public void Create_HiddenKernel_HasOrthonormalColumns(string kind, int gates)
    {
        const int Units = 12;
        using var network = Network.Create(Examples.Architecture($$$"""{"{{{kind}}}": {"units": {{{Units}}}}}""", 5, 7), 3);
        var kernel = network.SaveWeights().Single(tensor => tensor.Name == $"{kind}.weight_hh_l0").Values();

        for (var i = 0; i < Units; i++)
        {
            for (var j = 0; j < Units; j++)
            {
                var product = Enumerable.Range(0, gates * Units).Sum(row => (double)kernel[row * Units + i] * kernel[row * Units + j]);
                Assert.Equal(i == j ? 1 : 0, product, 5e-6);
            }
        }
    }

    [Fact]
    public void Create_Lstm_IsGlorotWithForgetBiasOne()
    {
        using var network = Network.Create(Examples.Architecture("""{"lstm": {"units": 20, "bidirectional": true}}""", 5, 40), 3);
        var weights = network.SaveWeights().ToDictionary(tensor => tensor.Name, tensor => tensor.Values());
        var limit = Math.Sqrt(6.0 / (40 + 80));

        Assert.Equal(["bias_l0", "bias_l0_reverse", "weight_hh_l0", "weight_hh_l0_reverse", "weight_ih_l0", "weight_ih_l0_reverse"], weights.Keys.Select(name => name[5..]));
        Assert.All(weights["lstm.weight_ih_l0"], value => Assert.InRange(value, -limit, limit));
        Assert.InRange(weights["lstm.weight_ih_l0"].Max(), limit * 0.95, limit);
        Assert.Equal([.. new float[20], .. Enumerable.Repeat(1f, 20), .. new float[40]], weights["lstm.bias_l0_reverse"]);
        Assert.NotEqual(weights["lstm.weight_hh_l0"], weights["lstm.weight_hh_l0_reverse"]);
    }
}
