using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Layers.Normalization;

public sealed class BatchNormTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_InTraining_MovesMeanAndVarianceByKerasRule(bool autograd)
    {
        using var network = Network.Create(Examples.Architecture("\"batch_norm\"", 2), 0, autograd);
        var pass = network.RequirePass(4);
        new float[] { 1, 10, 2, 20, 3, 30, 6, 40 }.CopyTo(pass.Input.Span);

        pass.Forward(4, 1, learns: true);

        var after = network.SaveWeights().ToDictionary(tensor => tensor.Name, tensor => tensor.Values());
        // .99 · old + .01 · batch, with batch means 3 and 25, population variances 3.5 and 125.
        Near.All([0.03f, 0.25f], after["batch_norm.running_mean"], 1e-6);
        Near.All([1.025f, 2.24f], after["batch_norm.running_var"], 1e-6);
    }

    [Fact]
    public void Forward_InInference_MovesNothing()
    {
        using var network = Network.Create(Examples.Architecture("\"batch_norm\"", 2), 0);
        var before = network.SaveWeights();

        network.Predict([1, 10, 2, 20], 2, new float[4]);

        Examples.AssertSameBits(before, network.SaveWeights());
    }

    [Fact]
    public void Forward_BatchThatIsNotFinite_LeavesTheMovingValues()
    {
        using var network = Network.Create(Examples.Architecture("\"batch_norm\"", 2), 0);
        var before = network.SaveWeights();
        var pass = network.RequirePass(2);
        new float[] { 1, float.PositiveInfinity, 2, 20 }.CopyTo(pass.Input.Span);

        pass.Forward(2, 1, learns: true);

        Examples.AssertSameBits(before, network.SaveWeights());
    }

    [Fact]
    public void Forward_ManyRows_KeepsTheDigitsOfTheMean()
    {
        const int Count = 200_000;
        using var network = Network.Create(Examples.Architecture("""{"reshape": {"shape": [-1, 1]}}, {"batch_norm": {"momentum": 0}}""", Count), 0);
        var values = Examples.Floats(Count, 3).Select(value => value + 100).ToArray();
        var pass = network.RequirePass(1);
        values.CopyTo(pass.Input.Span);

        pass.Forward(1, 2, learns: true);

        var mean = values.Average(value => (double)value);
        var after = network.SaveWeights().ToDictionary(tensor => tensor.Name, tensor => tensor.Values()[0]);
        Near.One(mean, after["batch_norm.running_mean"], 1e-6);
        Near.One(values.Average(value => (value - mean) * (value - mean)), after["batch_norm.running_var"], 1e-5);
    }
}
