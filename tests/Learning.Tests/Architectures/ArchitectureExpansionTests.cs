using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Architectures;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Architectures;

public sealed class ArchitectureExpansionTests
{
    [Fact]
    public void Expand_NoName_IsTheSameArchitecture()
    {
        var architecture = ArchitectureJson.Parse("""{"input": [4], "layers": [{"dense": {"units": 2}}]}""");

        Assert.Same(architecture, ArchitectureExpansion.Expand(architecture));
    }

    [Fact]
    public void Expand_BodyBetweenOtherLayers_HasItsLayersInItsPlace()
    {
        var layers = Describe("""{"input": [64, 64, 3], "layers": [{"rescale": {"factor": 0.5}}, {"vgg-16": {"top": false}}, "global_average_pool", {"dense": {"units": 2, "name": "head"}}]}""");

        Assert.Equal("block1_conv1", layers[1].Name);
        Assert.Equal([512], layers[^2].OutputShape);
        Assert.Equal(14_714_688 + 512 * 2 + 2, layers.Sum(layer => layer.Parameters));
    }

    [Fact]
    public void Expand_LeNet5OnSmallerImages_PadsThemAsOnItsOwn()
    {
        var layers = Describe("""{"input": [28, 28], "layers": [{"reshape": {"shape": [28, 28, 1]}}, {"lenet-5": {"classes": 7}}]}""");

        Assert.Equal([28, 28, 6], layers[1].OutputShape);
        Assert.Equal([7], layers[^1].OutputShape);
    }

    [Theory]
    [InlineData("""{"input": [32, 32, 1], "layers": [{"lenet-5": {"classes": 0}}]}""", "layers[0].classes", "0 is not a whole number from 1 to")]
    [InlineData("""{"input": [32, 32, 1], "layers": [{"lenet-5": {"clases": 4}}]}""", "layers[0].clases", "unknown parameter of architecture 'lenet-5'; known are classes, top")]
    [InlineData("""{"input": [32, 32, 1], "layers": [{"lenet-5": {"classes": 4, "top": false}}]}""", "layers[0].classes", "has no meaning without the top")]
    [InlineData("""{"input": [32, 32, 1], "layers": [{"lenet-5": {"name": "net"}}]}""", "layers[0].name", "many layers, which have names of their own")]
    [InlineData("""{"input": [28, 28], "layers": [{"lenet-5": {}}]}""", "input", "lenet-5 gets [28, 28]; it takes an image, [height, width, channels]")]
    public void Expand_WrongSetting_IsNamed(string json, string field, string description)
    {
        var e = Assert.Throws<InvalidArgumentException>(() => ArchitectureExpansion.Expand(ArchitectureJson.Parse(json)));

        var fault = Assert.Single(e.Violations);
        Assert.Equal(field, fault.Field);
        Assert.Contains(description, fault.Description);
    }

    private static IReadOnlyList<LayerReport> Describe(string json) => Network.Describe(ArchitectureExpansion.Expand(ArchitectureJson.Parse(json)));
}
