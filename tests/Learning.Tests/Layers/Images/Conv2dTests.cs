using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Layers.Images;

public sealed class Conv2dTests
{
    [Fact]
    public void Create_Kernel_IsGlorotUniformByItsFans()
    {
        using var network = Network.Create(Examples.Architecture("""{"conv2d": {"filters": 32, "kernel": [3, 2]}}""", 9, 9, 16), 3);
        var weights = network.SaveWeights().ToDictionary(tensor => tensor.Name);
        var limit = Math.Sqrt(6.0 / (6 * 16 + 6 * 32));

        Assert.Equal([32L, 16, 3, 2], weights["conv2d.weight"].Shape);
        Assert.All(weights["conv2d.weight"].Values(), value => Assert.InRange(value, -limit, limit));
        Assert.InRange(weights["conv2d.weight"].Values().Average(value => value * value), limit * limit / 3 * 0.95, limit * limit / 3 * 1.05);
        Assert.All(weights["conv2d.bias"].Values(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Predict_LargeImages_GoThroughInSmallBlocks()
    {
        using var network = Network.Create(Examples.Architecture("""{"conv2d": {"filters": 64, "kernel": 3}}, "global_average_pool" """, 224, 224, 3), 3);

        Assert.InRange(network.BlockSize, 1, 20);
    }

    [Fact]
    public void Predict_NaNInTheWindow_StaysNaNThroughMaxPool()
    {
        using var network = Network.Create(Examples.Architecture("\"max_pool\"", 2, 2, 1), 3);
        var outputs = new float[1];

        for (var place = 0; place < 4; place++)
        {
            float[] image = [1, 2, 3, 4];
            image[place] = float.NaN;
            network.Predict(image, 1, outputs);
            Assert.True(float.IsNaN(outputs[0]), $"place {place}");
        }
    }
}
