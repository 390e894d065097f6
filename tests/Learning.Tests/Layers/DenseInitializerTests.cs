using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Layers;

public sealed class DenseInitializerTests
{
    [Fact]
    public void Create_Zeros_BeginsWithWeightsOfZero()
    {
        using var network = Network.Create(Examples.Architecture("""{"dense": {"units": 2, "kernel_initializer": "zeros"}}""", 3), 1);

        Assert.All(network.SaveWeights().SelectMany(tensor => tensor.Values()), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Create_UnknownInitializer_NamesThoseThatAre()
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Network.Create(Examples.Architecture("""{"dense": {"units": 2, "kernel_initializer": "ones"}}""", 3), 1));

        Assert.Contains("glorot_uniform, zeros", e.Message);
    }
}
