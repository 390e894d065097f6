using System.Text.Json;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Optimizers;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Optimizers;

public sealed unsafe class UpdateRuleTests
{
    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void Update_TwentySteps_FollowsPyTorch(string name)
    {
        var golden = GoldenFile.Case("optimizers.json", name);
        var rule = UpdateRules.Find(name, null, [])!;
        using var weights = new NativeBuffer(32);
        using var gradients = new NativeBuffer(32);
        golden.Floats("initial").CopyTo(weights.Span);
        var moments = rule.Moments.Select(_ => new NativeBuffer(32)).ToArray();
        var pointers = moments.Select(moment => (nint)moment.Pointer).ToArray();

        for (var step = 0; step < 20; step++)
        {
            golden["gradients"]![step].Deserialize<float[]>()!.CopyTo(gradients.Span);
            rule.Update(weights.Pointer, gradients.Pointer, pointers, 32, step + 1, (double)golden["learning_rate"]!);
            Near.All(golden["weights"]![step].Deserialize<float[]>()!, weights.Span, 1e-6, $"{name} step {step + 1}");
        }
        foreach (var moment in moments) moment.Dispose();
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void Update_ZeroGradient_LeavesZerosBetweenParameters(string name)
    {
        var rule = UpdateRules.Find(name, null, [])!;
        using var weights = new NativeBuffer(16);
        using var gradients = new NativeBuffer(16);
        var moments = rule.Moments.Select(_ => new NativeBuffer(16)).ToArray();

        rule.Update(weights.Pointer, gradients.Pointer, moments.Select(moment => (nint)moment.Pointer).ToArray(), 16, 1, 0.1);

        Assert.All(weights.Span.ToArray(), value => Assert.Equal(0f, value));
        foreach (var moment in moments) moment.Dispose();
    }

    [Theory]
    [InlineData("adagrad", null, "optimizer", "known are sgd, adam")]
    [InlineData("sgd", 0.0, "learning_rate", "0 is not above 0")]
    [InlineData("sgd", -1.0, "learning_rate", "-1 is not above 0")]
    [InlineData("adam", double.NaN, "learning_rate", "NaN is not above 0")]
    [InlineData("adam", double.PositiveInfinity, "learning_rate", "Infinity is not above 0")]
    public void Find_BadOptimizer_NamesFieldAndBound(string name, double? rate, string field, string part)
    {
        var violations = new List<Contracts.Errors.FieldViolation>();

        UpdateRules.Find(name, rate, violations);

        var violation = Assert.Single(violations);
        Assert.Equal(field, violation.Field);
        Assert.Contains(part, violation.Description);
    }
}
