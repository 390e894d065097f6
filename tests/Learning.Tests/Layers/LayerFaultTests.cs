using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Layers;

public sealed class LayerFaultTests
{
    [Theory]
    [InlineData("""{"dense": {"units": 0}}""", "layers[0].units", "0 is not a whole number from 1 to 1000000")]
    [InlineData("""{"dense": {"units": -3}}""", "layers[0].units", "-3 is not")]
    [InlineData("""{"dense": {"units": 2.5}}""", "layers[0].units", "2.5 is not a whole number")]
    [InlineData("""{"dense": {"units": "ten"}}""", "layers[0].units", "\"ten\" is not a whole number")]
    [InlineData("""{"dense": {"units": 99999999999}}""", "layers[0].units", "99999999999 is not")]
    [InlineData("\"dense\"", "layers[0].units", "missing")]
    [InlineData("""{"dense": {"units": 3, "activation": "swoosh"}}""", "layers[0].activation", "known are linear, sigmoid, tanh, relu, leaky_relu, elu, gelu, softmax, step")]
    [InlineData("""{"dense": {"units": 3, "use_bias": 1}}""", "layers[0].use_bias", "1 is not true or false")]
    [InlineData("""{"dense": {"units": 3, "unit": 4}}""", "layers[0].unit", "known are activation, kernel_initializer, units, use_bias")]
    [InlineData("""{"flatten": {"axis": 1}}""", "layers[0].axis", "it has none")]
    [InlineData("\"rescale\"", "layers[0].factor", "missing")]
    [InlineData("""{"rescale": {"factor": 1e300}}""", "layers[0].factor", "1e300 is not a number from")]
    [InlineData("""{"leaky_relu": {"negative_slope": -1}}""", "layers[0].negative_slope", "-1 is not a number from 0 to 1")]
    [InlineData("""{"elu": {"alpha": "x"}}""", "layers[0].alpha", "is not a number")]
    [InlineData("\"densely\"", "layers[0]", "'densely' is unknown; known are average_pool, batch_norm, conv2d, dense, dropout, elu, embedding, flatten")]
    public void Create_BadLayer_NamesFieldValueAndBound(string layer, string field, string part)
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Network.Create(Examples.Architecture(layer, 4), 0));

        var violation = Assert.Single(e.Violations);
        Assert.Equal(field, violation.Field);
        Assert.Contains(part, violation.Description);
    }

    [Theory]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"units": 1, "units": 2}""", "not JSON")]
    public void Create_ParametersOfAnotherForm_SaysSo(string parameters, string part)
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Network.Create(new ArchitectureSpec([4], [new LayerSpec("dense", null, parameters)]), 0));

        Assert.Contains(part, Assert.Single(e.Violations).Description);
    }
}
