using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Networks;

public sealed class NetworkTests
{
    private const string FashionLayers =
        """{"rescale": {"factor": 0.00392156862745098}}, "flatten", {"dense": {"units": 392, "activation": "relu", "name": "body"}}, {"dense": {"units": 196, "activation": "relu"}}, {"dense": {"units": 10, "activation": "softmax"}}""";

    [Fact]
    public void Describe_FashionMlp_CountsAsKeras()
    {
        var layers = Network.Describe(Examples.Architecture(FashionLayers, 28, 28));

        Assert.Equal(["rescale", "flatten", "body", "dense", "dense_1"], layers.Select(layer => layer.Name));
        Assert.Equal([0, 0, 307_720, 77_028, 1_970], layers.Select(layer => layer.Parameters));
        Assert.Equal(386_718, layers.Sum(layer => layer.TrainableParameters));
        Assert.Equal([28, 28], layers[0].OutputShape);
        Assert.Equal([784], layers[1].OutputShape);
    }

    [Fact]
    public void Describe_Standardize_CountsItsParametersAsNotTrainable()
    {
        var layer = Network.Describe(Examples.Architecture("\"standardize\"", 3, 4))[0];

        Assert.Equal((24, 0), (layer.Parameters, layer.TrainableParameters));
    }

    [Fact]
    public void Create_Fashion_HasSizesAndPyTorchsNames()
    {
        using var network = Network.Create(Examples.Architecture(FashionLayers, 28, 28), 0);

        Assert.Equal((784, 10, 386_718), (network.InputWidth, network.OutputWidth, network.ParameterCount));
        Assert.Equal(["body.bias", "body.weight", "dense.bias", "dense.weight", "dense_1.bias", "dense_1.weight"], network.SaveWeights().Select(tensor => tensor.Name));
        Assert.Equal([392L, 784L], network.SaveWeights().Single(tensor => tensor.Name == "body.weight").Shape);
    }

    [Fact]
    public void Create_Dense_IsGlorotUniformWithZeroBias()
    {
        using var network = Network.Create(Examples.Architecture(Examples.Dense(200, "relu"), 300), 5);
        var weight = network.SaveWeights().Single(tensor => tensor.Name == "dense.weight").Values();
        var limit = Math.Sqrt(6.0 / 500);

        Assert.All(weight, value => Assert.InRange(value, -limit, limit));
        Assert.InRange(weight.Average(), -limit / 50, limit / 50);
        Assert.InRange(weight.Average(value => value * value), limit * limit / 3 * 0.97, limit * limit / 3 * 1.03);
        Assert.All(network.SaveWeights().Single(tensor => tensor.Name == "dense.bias").Values(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Create_EveryKindOfFault_NamesAllTogether()
    {
        var architecture = new ArchitectureSpec([4, 0], [
            new LayerSpec("dens"), new LayerSpec("dense", "a.b", "{}"), new LayerSpec("dense", "x", """{"units": 2}"""), new LayerSpec("flatten", "x")]);

        var e = Assert.Throws<InvalidArgumentException>(() => Network.Create(architecture, 0));

        Assert.Equal(["input[1]", "layers[0]", "layers[1].name", "layers[1].units", "layers[3].name"], e.Violations.Select(violation => violation.Field).Order(StringComparer.Ordinal));
        Assert.Contains("'x' is the name of layers[2] too", e.Message);
    }

    [Fact]
    public void Create_NoInputNoLayers_SaysBoth()
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Network.Create(new ArchitectureSpec([], []), 0));

        Assert.Equal(["input", "layers"], e.Violations.Select(violation => violation.Field));
    }

    [Theory]
    [InlineData("""{"dense": {"units": 1000000}}, {"dense": {"units": 1000000}}""", "they have 1000012000000 parameters together; the most is 500000000")]
    [InlineData("""{"dense": {"units": 3}}, "standardize" """, "layer 'standardize' is fitted before training, so it cannot stand after 'dense', which trains")]
    public void Create_NetworkThatCannotBe_SaysWhy(string layers, string part) =>
        Assert.Contains(part, Assert.Throws<InvalidArgumentException>(() => Network.Create(Examples.Architecture(layers, 10), 0)).Message);

    [Fact]
    public void Create_InputBeyondMemory_IsRefused() =>
        Assert.Contains("has more than 100000000 numbers", Assert.Throws<InvalidArgumentException>(
            () => Network.Describe(Examples.Architecture("\"flatten\"", 100_000, 100_000, 100_000, 100_000))).Message);

    [Fact]
    public void Create_GivenNameTakesTheKinds_NextOneCounts()
    {
        var layers = Network.Describe(Examples.Architecture("""{"dense": {"units": 3}}, {"dense": {"units": 2, "name": "dense"}}, {"dense": {"units": 2}}""", 4));

        Assert.Equal(["dense_1", "dense", "dense_2"], layers.Select(layer => layer.Name));
    }

    [Fact]
    public void LoadWeights_EveryFault_IsNamedAndNothingChanges()
    {
        using var network = Network.Create(Examples.Mlp(4, 3, 2), 1);
        var before = network.SaveWeights();
        IReadOnlyList<NamedTensor> weights =
        [
            StoredTensor.From("dense.weight", [4, 3], new float[12]),
            new NamedTensor("dense.bias", ElementType.F64, [3], new byte[24]),
            StoredTensor.From("dense_1.weight", [2, 3], new float[5]),
            StoredTensor.From("other", [1], new float[1]),
        ];

        var e = Assert.Throws<InvalidArgumentException>(() => network.LoadWeights(weights));

        Assert.Equal(["dense.bias", "dense.weight", "dense_1.bias", "dense_1.weight", "other"], e.Violations.Select(violation => violation.Field).Order(StringComparer.Ordinal));
        Assert.Contains("dense.weight: expected F32 [3, 4], found F32 [4, 3]", e.Message);
        Assert.Contains("dense_1.bias: missing; expected F32 [2]", e.Message);
        Assert.Contains("dense_1.weight: expected 24 bytes of data, found 20", e.Message);
        Examples.AssertSameBits(before, network.SaveWeights());
    }

    [Fact]
    public void LoadWeights_SameNameTwice_IsRefused()
    {
        using var network = Network.Create(Examples.Mlp(4, 3, 2), 1);
        var weights = network.SaveWeights();

        Assert.Contains("given twice", Assert.Throws<InvalidArgumentException>(() => network.LoadWeights([.. weights, weights[0]])).Message);
    }

    [Theory]
    [InlineData(7, 2, 4, "7 numbers are not 2 examples of 4 ([4])")]
    [InlineData(8, 2, 3, "room for 3 numbers, but 2 examples give 2 each")]
    [InlineData(0, -1, 0, "-1 is below 0")]
    public void Predict_SizesThatDoNotFit_SaysWhich(int features, int examples, int outputs, string part)
    {
        using var network = Network.Create(Examples.Mlp(4, 3, 2), 1);

        Assert.Contains(part, Assert.Throws<InvalidArgumentException>(() => network.Predict(new float[features], examples, new float[outputs])).Message);
    }

    [Fact]
    public void Predict_NoExamples_GivesNothing()
    {
        using var network = Network.Create(Examples.Mlp(4, 3, 2), 1);

        network.Predict([], 0, []);
    }

    [Fact]
    public void Predict_AfterLargerBatch_IsNotTouchedByWhatIsLeftInTheBuffers()
    {
        using var network = Network.Create(Examples.Mlp(5, 3, 2), 1);
        using var fresh = Network.Create(Examples.Mlp(5, 3, 2), 1);
        var features = Examples.Floats(15, 2);
        var wild = Enumerable.Repeat(float.NaN, 64 * 5).ToArray();
        var (expected, actual) = (new float[6], new float[6]);

        network.Predict(wild, 64, new float[128]);
        network.Predict(features, 3, actual);
        fresh.Predict(features, 3, expected);

        Assert.Equal(expected, actual);
    }
}
