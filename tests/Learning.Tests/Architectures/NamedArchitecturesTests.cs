using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Architectures;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Architectures;

/// <summary>Shapes and counts as the papers and Keras' applications give them; no tensor is made.</summary>
public sealed class NamedArchitecturesTests
{
    [Fact]
    public void Find_LeNet5_HasThePapersShapes()
    {
        var layers = Describe("lenet-5");

        Assert.Equal(["c1 [28, 28, 6] 156", "s2 [14, 14, 6] 0", "c3 [10, 10, 16] 2416", "s4 [5, 5, 16] 0", "c5 [1, 1, 120] 48120",
            "flatten [120] 0", "f6 [84] 10164", "predictions [10] 850"], layers.Select(Row));
        Assert.Equal(61_706, layers.Sum(layer => layer.Parameters));
        Assert.Equal([28, 28, 6], Describe("lenet-5", new() { Input = [28, 28, 1] })[0].OutputShape);
    }

    [Fact]
    public void Find_AlexNet_HasThePapersShapes()
    {
        var layers = Describe("alexnet");

        Assert.Equal(["conv1 [55, 55, 96] 34944", "pool1 [27, 27, 96] 0", "conv2 [27, 27, 256] 614656", "pool2 [13, 13, 256] 0",
            "conv3 [13, 13, 384] 885120", "conv4 [13, 13, 384] 1327488", "conv5 [13, 13, 256] 884992", "pool5 [6, 6, 256] 0", "flatten [9216] 0",
            "fc6 [4096] 37752832", "dropout6 [4096] 0", "fc7 [4096] 16781312", "dropout7 [4096] 0", "predictions [1000] 4097000"], layers.Select(Row));
        Assert.Equal(62_378_344, layers.Sum(layer => layer.Parameters));
    }

    [Fact]
    public void Find_Vgg16_HasKerasShapes()
    {
        var layers = Describe("vgg-16");

        Assert.Equal([
            "block1_conv1 [224, 224, 64] 1792", "block1_conv2 [224, 224, 64] 36928", "block1_pool [112, 112, 64] 0",
            "block2_conv1 [112, 112, 128] 73856", "block2_conv2 [112, 112, 128] 147584", "block2_pool [56, 56, 128] 0",
            "block3_conv1 [56, 56, 256] 295168", "block3_conv2 [56, 56, 256] 590080", "block3_conv3 [56, 56, 256] 590080", "block3_pool [28, 28, 256] 0",
            "block4_conv1 [28, 28, 512] 1180160", "block4_conv2 [28, 28, 512] 2359808", "block4_conv3 [28, 28, 512] 2359808", "block4_pool [14, 14, 512] 0",
            "block5_conv1 [14, 14, 512] 2359808", "block5_conv2 [14, 14, 512] 2359808", "block5_conv3 [14, 14, 512] 2359808", "block5_pool [7, 7, 512] 0",
            "flatten [25088] 0", "fc1 [4096] 102764544", "fc2 [4096] 16781312", "predictions [1000] 4097000"], layers.Select(Row));
        Assert.Equal(138_357_544, layers.Sum(layer => layer.TrainableParameters));
    }

    [Fact]
    public void Find_Vgg16WithoutTop_EndsWithThePooledImage()
    {
        var layers = Describe("vgg-16", new() { IncludeTop = false });

        Assert.Equal(14_714_688, layers.Sum(layer => layer.Parameters));
        Assert.Equal([7, 7, 512], layers[^1].OutputShape);
    }

    [Fact]
    public void Find_OtherClassesAndInput_ChangeTheirLayersAlone()
    {
        var layers = Describe("vgg-16", new() { Classes = 2, Input = [64, 64, 3] });

        Assert.Equal([2], layers[^1].OutputShape);
        Assert.Equal(14_714_688, layers.Where(layer => layer.Kind == "conv2d").Sum(layer => layer.Parameters));
    }

    [Fact]
    public void Find_EveryFault_NamesAllTogether()
    {
        var e = Assert.Throws<InvalidArgumentException>(() => NamedArchitectures.Find("vgg16", new() { Classes = 0, Input = [224, 224] }));

        Assert.Equal(["architecture", "classes", "input"], e.Violations.Select(violation => violation.Field));
        Assert.Contains("'vgg16' is unknown; known are lenet-5, alexnet, vgg-16", e.Message);
    }

    [Fact]
    public void Find_InputTooSmall_NamesTheLayerThatDoesNotFit()
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Describe("alexnet", new() { Input = [10, 10, 3] }));

        Assert.Contains("layer 'conv1' has a window of [11, 11], larger than its input [10, 10, 3]; expected at most [10, 10]", e.Message);
    }

    private static IReadOnlyList<LayerReport> Describe(string name, NamedArchitectureOptions? options = null) =>
        Network.Describe(NamedArchitectures.Find(name, options));

    private static string Row(LayerReport layer) => $"{layer.Name} [{string.Join(", ", layer.OutputShape)}] {layer.Parameters}";
}
