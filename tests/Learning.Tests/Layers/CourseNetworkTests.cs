using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Layers;

/// <summary>Parameters as Keras counts them.</summary>
public sealed class CourseNetworkTests
{
    [Theory]
    [InlineData("50,50,3", """{"conv2d": {"filters": 32, "kernel": 3, "activation": "relu"}}, "max_pool", {"conv2d": {"filters": 32, "kernel": 3, "activation": "relu"}}, "max_pool", "flatten", {"dense": {"units": 128}}, {"dense": {"units": 1}}""", 506_017)]
    [InlineData("10,1", """{"simple_rnn": {"units": 5, "activation": "relu"}}, {"dense": {"units": 1}}""", 41)]
    [InlineData("20", """{"one_hot": {"depth": 33}}, {"lstm": {"units": 30, "activation": "relu"}}, {"dense": {"units": 33, "activation": "softmax"}}""", 8_703)]
    [InlineData("1", """{"dense": {"units": 50, "activation": "relu"}}, {"dense": {"units": 50, "activation": "relu"}}, {"dense": {"units": 1}}""", 2_701)]
    [InlineData("2", """{"dense": {"units": 25, "activation": "sigmoid"}}, {"dense": {"units": 1, "activation": "sigmoid"}}""", 101)]
    public void Describe_NetworkOfTheCourse_CountsAsKeras(string input, string layers, long parameters)
    {
        var reports = Network.Describe(Examples.Architecture(layers, [.. input.Split(',').Select(int.Parse)]));

        Assert.Equal(parameters, reports.Sum(layer => layer.TrainableParameters));
    }

    [Theory]
    [InlineData("10,4", """{"simple_rnn": {"units": 6}}""", "6", 66)]
    [InlineData("10,4", """{"lstm": {"units": 6, "return_sequences": true}}""", "10,6", 264)]
    [InlineData("10,4", """{"gru": {"units": 6}}""", "6", 198)]
    [InlineData("10,4", """{"lstm": {"units": 6, "bidirectional": true}}""", "12", 528)]
    [InlineData("10,4", """{"gru": {"units": 6, "bidirectional": true, "return_sequences": true}}""", "10,12", 396)]
    [InlineData("10,4", """{"dense": {"units": 6}}""", "10,6", 30)]
    [InlineData("10", """{"embedding": {"vocabulary": 50, "units": 6}}""", "10,6", 300)]
    [InlineData("10", """{"one_hot": {"depth": 50}}""", "10,50", 0)]
    [InlineData("10", """{"repeat": {"count": 3}}""", "3,10", 0)]
    [InlineData("10,4", """{"reshape": {"shape": [-1, 2]}}""", "20,2", 0)]
    [InlineData("10,4", """{"layer_norm": {}}""", "10,4", 8)]
    [InlineData("9,8,3", """{"batch_norm": {}}""", "9,8,3", 12)]
    [InlineData("9,8,3", """{"dropout": {"rate": 0.5}}""", "9,8,3", 0)]
    [InlineData("9,8,3", """{"conv2d": {"filters": 7, "kernel": [2, 3], "stride": 2}}""", "4,3,7", 133)]
    [InlineData("9,8,3", """{"conv2d": {"filters": 7, "kernel": [2, 3], "stride": [2, 3], "padding": "same", "use_bias": false}}""", "5,3,7", 126)]
    [InlineData("9,8,3", """{"max_pool": {}}""", "4,4,3", 0)]
    [InlineData("9,8,3", """{"average_pool": {"padding": "same"}}""", "5,4,3", 0)]
    [InlineData("9,8,3", """{"max_pool": {"pool": 3, "stride": 1}}""", "7,6,3", 0)]
    [InlineData("9,8,3", """{"global_average_pool": {}}""", "3", 0)]
    [InlineData("9,8", """{"global_max_pool": {}}""", "8", 0)]
    [InlineData("9,8,3", """{"resize": {"height": 4, "width": 20}}""", "4,20,3", 0)]
    [InlineData("9,8", """{"max_normalise": {}}""", "9,8", 1)]
    public void Describe_Layer_HasKerasShapeAndCount(string input, string layer, string output, long parameters)
    {
        var report = Network.Describe(Examples.Architecture(layer, [.. input.Split(',').Select(int.Parse)]))[0];

        Assert.Equal(output, string.Join(',', report.OutputShape));
        Assert.Equal(parameters, report.Parameters);
    }

    [Fact]
    public void Describe_EncoderDecoder_GivesAStepForEachOutput()
    {
        var layers = Network.Describe(Examples.Architecture(
            """{"lstm": {"units": 8}}, {"repeat": {"count": 5}}, {"lstm": {"units": 8, "return_sequences": true}}, {"dense": {"units": 3, "activation": "softmax"}}""", 7, 4));

        Assert.Equal([5, 3], layers[^1].OutputShape);
    }
}
