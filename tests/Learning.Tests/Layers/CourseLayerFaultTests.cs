using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Layers;

public sealed class CourseLayerFaultTests
{
    [Theory]
    [InlineData("9,8,3", "\"conv2d\"", "layers[0].filters,layers[0].kernel", "missing; expected a whole number from 1 to 100, or [height, width] of such")]
    [InlineData("9,8,3", """{"conv2d": {"filters": 0, "kernel": 3}}""", "layers[0].filters", "0 is not a whole number from 1")]
    [InlineData("9,8,3", """{"conv2d": {"filters": 2, "kernel": [3, 0]}}""", "layers[0].kernel", "[3,0] is not a whole number")]
    [InlineData("9,8,3", """{"conv2d": {"filters": 2, "kernel": [3, 3, 3]}}""", "layers[0].kernel", "or [height, width] of such")]
    [InlineData("9,8,3", """{"conv2d": {"filters": 2, "kernel": 3, "padding": "full"}}""", "layers[0].padding", "\"full\" is unknown; known are valid, same")]
    [InlineData("9,8,3", """{"conv2d": {"filters": 2, "kernel": 3, "stride": 0}}""", "layers[0].stride", "0 is not")]
    [InlineData("9,8,3", """{"conv2d": {"filters": 2, "kernel": 3, "strides": 2}}""", "layers[0].strides", "known are activation, filters, kernel, padding, stride, use_bias")]
    [InlineData("9,8,3", """{"conv2d": {"filters": 2, "kernel": [10, 3], "name": "first"}}""", "layers[0].kernel", "layer 'first' has a window of [10, 3], larger than its input [9, 8, 3]; expected at most [9, 8], or padding same")]
    [InlineData("784", """{"conv2d": {"filters": 2, "kernel": 3}}""", "layers[0]", "layer 'conv2d' takes [height, width, channels], but its input has the shape [784]")]
    [InlineData("9,8,3", """{"max_pool": {"pool": 10}}""", "layers[0].pool", "larger than its input [9, 8, 3]")]
    [InlineData("9,8", "\"average_pool\"", "layers[0]", "takes [height, width, channels]")]
    [InlineData("9", "\"global_max_pool\"", "layers[0]", "takes [height, width, channels] or [steps, features]")]
    [InlineData("9", """{"resize": {"height": 3, "width": 3}}""", "layers[0]", "takes [height, width, channels] or [height, width]")]
    [InlineData("9,8,3", """{"resize": {"height": 3}}""", "layers[0].width", "missing")]
    [InlineData("9", """{"lstm": {"units": 3}}""", "layers[0]", "takes [steps, features]; a reshape to [9, 1] gives one feature a step, but its input has the shape [9]")]
    [InlineData("9,8,3", """{"gru": {"units": 3}}""", "layers[0]", "takes [steps, features], but its input has the shape [9, 8, 3]")]
    [InlineData("9,8", """{"simple_rnn": {"units": 3, "activation": "gelu"}}""", "layers[0].activation", "\"gelu\" is unknown; known are tanh, relu")]
    [InlineData("9,8", """{"repeat": {"count": 3}}""", "layers[0]", "takes [features]")]
    [InlineData("9", """{"dropout": {"rate": 1}}""", "layers[0].rate", "1 is not a number from 0 to 0.999")]
    [InlineData("9", """{"batch_norm": {"momentum": 2}}""", "layers[0].momentum", "2 is not a number from 0 to 1")]
    [InlineData("9", """{"layer_norm": {"epsilon": 0}}""", "layers[0].epsilon", "0 is not a number from")]
    [InlineData("9,8", """{"reshape": {"shape": [7, -1]}}""", "layers[0].shape", "layer 'reshape' cannot make [7, -1] of its input [9, 8], which has 72 numbers")]
    [InlineData("9,8", """{"reshape": {"shape": [-1, -1]}}""", "layers[0].shape", "one may be -1")]
    [InlineData("9,8", """{"reshape": {"shape": 72}}""", "layers[0].shape", "72 is not a list of whole numbers")]
    [InlineData("9", """{"embedding": {"vocabulary": 5}}""", "layers[0].units", "missing")]
    [InlineData("9", """{"dense": {"units": 4}}, {"one_hot": {"depth": 5}}""", "layers[1]", "layer 'one_hot' takes whole numbers, so it cannot stand after 'dense'")]
    public void Create_BadLayer_NamesFieldValueAndBound(string input, string layers, string fields, string part)
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Network.Create(Examples.Architecture(layers, [.. input.Split(',').Select(int.Parse)]), 0));

        Assert.Equal(fields.Split(','), e.Violations.Select(violation => violation.Field));
        Assert.Contains(part, e.Message);
    }
}
