using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Optimizers;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Optimizers;

public sealed unsafe class UpdateRuleTests
{
    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void Update_TwentySteps_FollowsPyTorch(string name) => FollowsPyTorch(GoldenFile.Case("optimizers.json", name), "{}");

    [Fact]
    public void Update_WithParameters_FollowsPyTorch()
    {
        foreach (var golden in GoldenFile.Read("optimizer_parameters.json")["updates"]!.AsArray())
            FollowsPyTorch(golden!.AsObject(), golden["parameters"]!.ToJsonString());
    }

    [Fact]
    public void Clip_NormAboveAndBelow_FollowsPyTorch()
    {
        var golden = GoldenFile.Read("optimizer_parameters.json");
        foreach (var clipped in golden["clipped"]!.AsArray())
        {
            using var gradients = new NativeBuffer(32);
            golden.Floats("gradients").CopyTo(gradients.Span);

            GradientNorm.Clip(gradients.Pointer, [(0, 16), (16, 16)], (double)clipped!["most"]!);

            Near.All(clipped.Floats("clipped"), gradients.Span, 1e-6, "clipped");
        }
    }

    [Theory]
    [InlineData("sgd", "{}")]
    [InlineData("sgd", """{"momentum": 0.9, "nesterov": true, "weight_decay": 0.1}""")]
    [InlineData("adam", """{"weight_decay": 0.1}""")]
    [InlineData("adamw", "{}")]
    [InlineData("rmsprop", "{}")]
    [InlineData("adagrad", "{}")]
    public void Update_ZeroGradient_LeavesZerosBetweenParameters(string name, string parameters)
    {
        var bound = UpdateRules.Find(name, parameters, null, [])!;
        using var weights = new NativeBuffer(16);
        using var gradients = new NativeBuffer(16);
        var moments = bound.Rule.Moments.Select(_ => new NativeBuffer(16)).ToArray();

        bound.Rule.Update(weights.Pointer, gradients.Pointer, moments.Select(moment => (nint)moment.Pointer).ToArray(), 16, 1, 0.1);

        Assert.All(weights.Span.ToArray(), value => Assert.Equal(0f, value));
        foreach (var moment in moments) moment.Dispose();
    }

    [Theory]
    [InlineData("lion", "{}", null, "optimizer", "known are sgd, adam, adamw, rmsprop, adagrad")]
    [InlineData("sgd", "{}", 0.0, "learning_rate", "0 is not above 0")]
    [InlineData("sgd", "{}", -1.0, "learning_rate", "-1 is not above 0")]
    [InlineData("adam", "{}", double.NaN, "learning_rate", "NaN is not above 0")]
    [InlineData("adam", "{}", double.PositiveInfinity, "learning_rate", "Infinity is not above 0")]
    [InlineData("sgd", """{"momentum": 1}""", null, "optimizer_parameters.momentum", "1 is not a number from 0 to 0.999999")]
    [InlineData("sgd", """{"nesterov": true}""", null, "optimizer_parameters.nesterov", "needs a momentum")]
    [InlineData("adam", """{"momentum": 0.9}""", null, "optimizer_parameters.momentum", "known are beta1, beta2, epsilon, weight_decay")]
    [InlineData("adagrad", """{"epsilon": "x"}""", null, "optimizer_parameters.epsilon", "is not a number")]
    [InlineData("rmsprop", "[]", null, "optimizer_parameters", "not a JSON object")]
    [InlineData("rmsprop", "{", null, "optimizer_parameters", "not JSON")]
    public void Find_BadOptimizer_NamesFieldAndBound(string name, string parameters, double? rate, string field, string part)
    {
        var violations = new List<Contracts.Errors.FieldViolation>();

        UpdateRules.Find(name, parameters, rate, violations);

        var violation = Assert.Single(violations);
        Assert.Equal(field, violation.Field);
        Assert.Contains(part, violation.Description);
    }

    private static void FollowsPyTorch(JsonObject golden, string parameters)
    {
        var name = (string)golden["name"]!;
        var rule = UpdateRules.Find(name, parameters, null, [])!.Rule;
        using var weights = new NativeBuffer(32);
        using var gradients = new NativeBuffer(32);
        golden.Floats("initial").CopyTo(weights.Span);
        var moments = rule.Moments.Select(_ => new NativeBuffer(32)).ToArray();
        var pointers = moments.Select(moment => (nint)moment.Pointer).ToArray();

        for (var step = 0; step < 20; step++)
        {
            golden["gradients"]![step].Deserialize<float[]>()!.CopyTo(gradients.Span);
            rule.Update(weights.Pointer, gradients.Pointer, pointers, 32, step + 1, (double)golden["learning_rate"]!);
            Near.All(golden["weights"]![step].Deserialize<float[]>()!, weights.Span, 1e-6, $"{name} {parameters} step {step + 1}");
        }
        foreach (var moment in moments) moment.Dispose();
    }
}
