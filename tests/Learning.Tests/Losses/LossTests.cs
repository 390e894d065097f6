using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Losses;

public sealed unsafe class LossTests
{
    [Fact]
    public void Compute_LogitsOfPyTorch_GivesItsLossesAndGradient()
    {
        foreach (var golden in GoldenFile.Cases("losses.json"))
        {
            var width = (int)golden["width"]!;
            var loss = LossKinds.Find((string)golden["name"]!, (string)golden["activation"]!, width, [])!;
            var (logits, targets) = (golden.Floats("logits"), golden.Floats("targets"));
            using var outputs = new NativeBuffer(logits.Length);
            using var gradient = new NativeBuffer(logits.Length);
            logits.CopyTo(outputs.Span);
            var (losses, predictions) = (new float[targets.Length], new float[targets.Length]);

            loss.Compute(outputs.Pointer, width, targets, losses, predictions, gradient.Pointer);

            Near.All(golden.Floats("losses"), losses, 1e-6, loss.Name);
            Near.All(golden.Floats("gradient"), gradient.Span, 1e-6, loss.Name);
            Assert.Equal(logits, outputs.Span.ToArray());
        }
    }

    [Theory]
    [InlineData("softmax", 3, "cross_entropy")]
    [InlineData("sigmoid", 1, "binary_cross_entropy")]
    [InlineData("linear", 1, "mse")]
    [InlineData("tanh", 1, "mse")]
    public void Find_NoName_BelongsToLastActivation(string activation, int width, string expected) =>
        Assert.Equal(expected, LossKinds.Find(null, activation, width, [])!.Name);

    [Theory]
    [InlineData("huber", "linear", 1, "'huber' is unknown; known are cross_entropy, binary_cross_entropy, mse")]
    [InlineData("cross_entropy", "linear", 3, "needs a last activation of softmax, but the network ends with linear")]
    [InlineData("cross_entropy", "softmax", 1, "at least 2 outputs")]
    [InlineData("binary_cross_entropy", "softmax", 2, "needs a last activation of sigmoid")]
    [InlineData("binary_cross_entropy", "sigmoid", 4, "needs 1 output, but the network has 4")]
    [InlineData("mse", "linear", 4, "compares 1 output with the target, but the network has 4")]
    public void Find_LossThatDoesNotFit_SaysWhy(string name, string activation, int width, string part)
    {
        var violations = new List<Contracts.Errors.FieldViolation>();

        LossKinds.Find(name, activation, width, violations);

        Assert.Contains(part, Assert.Single(violations).Description);
    }
}
