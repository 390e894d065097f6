using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Activations;

public sealed unsafe class ActivationGoldenTests
{
    [Theory]
    [InlineData("sigmoid", 2e-7)]
    [InlineData("tanh", 4e-7)]
    [InlineData("relu", 0)]
    [InlineData("leaky_relu", 1e-7)]
    [InlineData("elu", 2e-7)]
    [InlineData("gelu", 1e-6)]
    public void Forward_OverTheWholeRange_IsNearDoublePrecision(string name, double tolerance)
    {
        var golden = GoldenFile.Read("activations.json");
        var x = golden.Floats("x");
        using var input = new NativeBuffer(x.Length);
        using var output = new NativeBuffer(x.Length);
        x.CopyTo(input.Span);

        ActivationKinds.Find(name)!.Create().Forward(input.Pointer, output.Pointer, 1, x.Length);

        Near.All(golden["y"]!.Floats(name), output.Span, tolerance, name);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("leaky_relu")]
    [InlineData("elu")]
    [InlineData("gelu")]
    [InlineData("softmax")]
    [InlineData("step")]
    public void Forward_NaN_StaysNaN(string name)
    {
        using var input = new NativeBuffer(3);
        using var output = new NativeBuffer(3);
        new[] { 1f, float.NaN, 2f }.CopyTo(input.Span);

        ActivationKinds.Find(name)!.Create().Forward(input.Pointer, output.Pointer, 1, 3);

        Assert.True(float.IsNaN(output.Span[1]));
    }
}
