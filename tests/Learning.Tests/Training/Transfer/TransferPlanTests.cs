using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training.Transfer;

namespace DistributedDL.Learning.Tests.Training.Transfer;

public sealed class TransferPlanTests
{
    /// <summary>standardize, dense (6), dense_1 (5), dense_2 (3).</summary>
    private static readonly ArchitectureSpec Parent = Examples.Architecture(
        $"\"standardize\", {Examples.Dense(6, "relu")}, {Examples.Dense(5, "relu")}, {Examples.Dense(3, "softmax")}", 4);

    private static readonly TransferSpec Spec = new() { ParentModel = "p" };

    [Fact]
    public void Bind_NothingElse_InheritsAllAndFreezesNothing()
    {
        var plan = TransferPlan.Bind(Spec, Parent);

        Assert.Equal(["standardize", "dense", "dense_1", "dense_2"], plan.Inherited);
        Assert.Empty(plan.Frozen);
        Assert.Same(Parent, plan.Architecture);
    }

    [Theory]
    [InlineData("dense", new[] { "dense" })]
    [InlineData("dense_1,standardize", new[] { "standardize", "dense_1" })]
    [InlineData("dense_*", new[] { "dense_1", "dense_2" })]
    public void Bind_Freeze_FindsNamesAndPrefixes(string freeze, string[] frozen) =>
        Assert.Equal(frozen, TransferPlan.Bind(Spec with { Freeze = freeze.Split(',') }, Parent).Frozen);

    [Theory]
    [InlineData(1, new[] { "standardize", "dense", "dense_1" })]
    [InlineData(2, new[] { "standardize", "dense" })]
    public void Bind_AllButLast_CountsLayersWithParameters(int count, string[] frozen) =>
        Assert.Equal(frozen, TransferPlan.Bind(Spec with { AllButLast = count }, Parent).Frozen);

    [Fact]
    public void Bind_NewHead_ReplacesWhatComesAfter()
    {
        var spec = Spec with { NewHead = [new LayerSpec("dense", null, """{"units": 2, "activation": "softmax"}""")], After = "dense_1" };

        var plan = TransferPlan.Bind(spec, Parent);

        Assert.Equal(["standardize", "dense", "dense_1", "dense_2"], Network.Describe(plan.Architecture).Select(layer => layer.Name));
        Assert.Equal(2, Network.Describe(plan.Architecture)[^1].OutputShape.Single());
        Assert.Equal(["standardize", "dense", "dense_1"], plan.Inherited);
        Assert.Equal(["standardize", "dense", "dense_1"], plan.Body);
    }

    [Fact]
    public void Bind_NewHeadWithNameOfABodyLayer_NamesTheTwo()
    {
        var spec = Spec with { NewHead = [new LayerSpec("dense", "dense", """{"units": 2}""")], After = "dense_1" };

        var violation = Assert.Single(Assert.Throws<InvalidArgumentException>(() => TransferPlan.Bind(spec, Parent)).Violations);

        Assert.Equal("transfer.new_head[0].name", violation.Field);
    }

    [Fact]
    public void Bind_FeaturesAt_FreezesAllUpToIt() =>
        Assert.Equal(["standardize", "dense"], TransferPlan.Bind(Spec with { FeaturesAt = "dense" }, Parent).Frozen);

    public static TheoryData<TransferSpec, string, string> Faults => new()
    {
        { Spec with { Freeze = ["conv"] }, "transfer.freeze[0]", "'conv' is no layer; the network has standardize, dense, dense_1, dense_2" },
        { Spec with { Freeze = ["dense", "conv*"] }, "transfer.freeze[1]", "'conv*' is no layer" },
        { Spec with { Freeze = ["*"] }, "transfer.freeze", "nothing is left to train" },
        { Spec with { AllButLast = 3 }, "transfer.all_but_last", "3 is not from 1 to 2" },
        { Spec with { AllButLast = 0 }, "transfer.all_but_last", "0 is not from 1 to 2" },
        { Spec with { UnfreezeAtEpoch = 3 }, "transfer.unfreeze_at_epoch", "nothing is frozen" },
        { Spec with { Freeze = ["dense"], UnfreezeAtEpoch = 1 }, "transfer.unfreeze_at_epoch", "1 is not from 2" },
        { Spec with { BodyLearningRate = 0.1 }, "transfer.body_learning_rate", "there is no body" },
        { Spec with { After = "dense", BodyLearningRate = -1 }, "transfer.body_learning_rate", "-1 is not above 0" },
        { Spec with { After = "x" }, "transfer.after", "'x' is no layer; the network has standardize" },
        { Spec with { NewHead = [new("flatten")] }, "transfer.after", "is missing" },
        { Spec with { NewHead = [new("dense")], After = "dense" }, "transfer.new_head[0].units", "missing" },
        { Spec with { NewHead = [new("conv2d", null, """{"filters": 2, "kernel": 3}""")], After = "dense" }, "transfer.new_head[0]", "[6]" },
        { Spec with { NewHead = [new("dense", null, """{"units": 1}""")], After = "dense", KeepOptimizer = true }, "transfer.keep_optimizer", "does not go with a new head" },
        { Spec with { FeaturesAt = "dense_2" }, "transfer.features_at", "is the last layer" },
        { Spec with { FeaturesAt = "x" }, "transfer.features_at", "'x' is no layer" },
        { Spec with { FeaturesAt = "dense", Freeze = ["dense"] }, "transfer.freeze", "does not go with features_at" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Bind_Fault_NamesFieldAndWhatThereIs(TransferSpec spec, string field, string part)
    {
        var violations = Assert.Throws<InvalidArgumentException>(() => TransferPlan.Bind(spec, Parent)).Violations;

        Assert.Contains(violations, violation => violation.Field == field && violation.Description.Contains(part, StringComparison.Ordinal));
    }
}
