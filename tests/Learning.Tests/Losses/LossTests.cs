using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Losses;

public sealed unsafe class LossTests
{
    [Fact]
    public void Compute_LogitsOfPyTorch_GivesItsLossesAndGradient()
    {
        foreach (var golden in GoldenFile.Cases("losses.json").Concat(GoldenFile.Cases("weighted_losses.json")))
        {
            var width = (int)golden["width"]!;
            var violations = new List<Contracts.Errors.FieldViolation>();
            var loss = LossKinds.Find((string)golden["name"]!, golden["parameters"]?.ToJsonString() ?? "{}", (string)golden["activation"]!, width, violations)!;
            Assert.Empty(violations);
            loss.Fit(golden.Floats("targets"), width);
            var (logits, targets) = (golden.Floats("logits"), golden.Floats("targets"));
            using var outputs = new NativeBuffer(logits.Length);
            using var gradient = new NativeBuffer(logits.Length);
            logits.CopyTo(outputs.Span);
            var (losses, predictions) = (new float[targets.Length], new float[targets.Length]);

            loss.Compute(outputs.Pointer, width, targets, losses, predictions, gradient.Pointer);

            var what = $"{loss.Name} {golden["parameters"]?.ToJsonString()}";
            Near.All(golden.Floats("losses"), losses, 2e-6, what);
            Near.All(golden.Floats("gradient"), gradient.Span, 1e-6, what);
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
    [InlineData("poisson", "linear", 1, "'poisson' is unknown; known are cross_entropy, binary_cross_entropy, mse, mae, huber, hinge")]
    [InlineData("cross_entropy", "linear", 3, "needs a last activation of softmax, but the network ends with linear")]
    [InlineData("cross_entropy", "softmax", 1, "at least 2 outputs")]
    [InlineData("binary_cross_entropy", "softmax", 2, "needs a last activation of sigmoid")]
    [InlineData("binary_cross_entropy", "sigmoid", 4, "needs 1 output, but the network has 4")]
    [InlineData("mse", "linear", 4, "compares 1 output with the target, but the network has 4")]
    [InlineData("mae", "linear", 2, "compares 1 output with the target, but the network has 2")]
    [InlineData("huber", "softmax", 3, "compares 1 output")]
    [InlineData("hinge", "linear", 1, "needs 1 output and a last activation of sigmoid")]
    [InlineData("hinge", "sigmoid", 3, "one output a class and softmax; the network has 3 and ends with sigmoid")]
    public void Find_LossThatDoesNotFit_SaysWhy(string name, string activation, int width, string part)
    {
        var violations = new List<Contracts.Errors.FieldViolation>();

        LossKinds.Find(name, activation, width, violations);

        Assert.Contains(part, Assert.Single(violations).Description);
    }

    [Theory]
    [InlineData("cross_entropy", """{"label_smoothing": 1}""", "loss_parameters.label_smoothing", "1 is not a number from 0 to 0.999")]
    [InlineData("cross_entropy", """{"class_weights": [1, 2]}""", "loss_parameters.class_weights", "a list of 3 numbers")]
    [InlineData("cross_entropy", """{"class_weights": [1, 2, -1]}""", "loss_parameters.class_weights", "from 0 to 1000000")]
    [InlineData("cross_entropy", """{"class_weights": "even"}""", "loss_parameters.class_weights", "is not \"balanced\"")]
    [InlineData("cross_entropy", """{"delta": 1}""", "loss_parameters.delta", "known are class_weights, label_smoothing")]
    public void Find_BadParameters_NamesFieldAndBound(string name, string parameters, string field, string part)
    {
        var violations = new List<Contracts.Errors.FieldViolation>();

        LossKinds.Find(name, parameters, "softmax", 3, violations);

        var violation = Assert.Single(violations);
        Assert.Equal(field, violation.Field);
        Assert.Contains(part, violation.Description);
    }

    [Theory]
    [InlineData("huber", """{"delta": 0}""", "loss_parameters.delta")]
    [InlineData("mae", """{"class_weights": [1]}""", "loss_parameters.class_weights")]
    public void Find_BadParametersOfValueLoss_NamesThem(string name, string parameters, string field)
    {
        var violations = new List<Contracts.Errors.FieldViolation>();

        LossKinds.Find(name, parameters, "linear", 1, violations);

        Assert.Equal(field, Assert.Single(violations).Field);
    }

    [Theory]
    [InlineData("mae", "linear", 1)]
    [InlineData("huber", "linear", 1)]
    [InlineData("hinge", "sigmoid", 1)]
    [InlineData("hinge", "softmax", 3)]
    [InlineData("cross_entropy", "softmax", 3)]
    public void Compute_OutputThatIsNotANumber_GivesNoFiniteLoss(string name, string activation, int width)
    {
        var loss = LossKinds.Find(name, activation, width, [])!;
        using var outputs = new NativeBuffer(width);
        using var gradient = new NativeBuffer(width);
        outputs.Span.Fill(float.NaN);
        var (losses, predictions) = (new float[1], new float[1]);

        loss.Compute(outputs.Pointer, width, [1f], losses, predictions, gradient.Pointer);

        Assert.False(float.IsFinite(losses[0]));
    }
}
