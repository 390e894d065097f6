using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Learning.Tests.OnlineLearning;

/// <summary>A learner of each sort that there is, on examples of 6 features.</summary>
internal sealed record LearnerCase(ArchitectureSpec Architecture, OnlineSessionSpec Spec, int Classes)
{
    public const int Width = 6;

    private static readonly OnlineSessionSpec Spec0 = new() { Model = "m", MicroBatch = 1, LearningRate = 0.02, Seed = 5 };

    public static IReadOnlyDictionary<string, LearnerCase> All { get; } = new Dictionary<string, LearnerCase>
    {
        ["logistic"] = new(Examples.Architecture(Examples.Dense(1, "sigmoid"), Width), Spec0, 2),
        ["linear"] = new(Examples.Architecture(Examples.Dense(1, "linear"), Width), Spec0, 0),
        ["momentum"] = new(Examples.Mlp(Width, 8, 3), Spec0 with { Optimizer = "sgd", OptimizerParameters = """{"momentum": 0.9}""" }, 3),
        ["adam"] = new(Examples.Mlp(Width, 8, 3), Spec0 with { Optimizer = "adam", LearningRate = 0.002 }, 3),
        ["micro-batch"] = new(Examples.Mlp(Width, 8, 3), Spec0 with { MicroBatch = 4 }, 3),
        ["dropout"] = new(Examples.Architecture($"{Examples.Dense(8, "relu")}, {{\"dropout\": {{\"rate\": 0.3}}}}, {Examples.Dense(3, "softmax")}", Width), Spec0, 3),
        ["standardize"] = new(Examples.Architecture($"\"standardize\", {Examples.Dense(8, "relu")}, {Examples.Dense(3, "softmax")}", Width), Spec0 with { Standardize = true }, 3),
        ["replay"] = new(Examples.Mlp(Width, 8, 3), Spec0 with { Replay = new ReplaySpec(50, 1.5) }, 3),
        ["replay-standardize"] = new(
            Examples.Architecture($"\"standardize\", {Examples.Dense(8, "relu")}, {Examples.Dense(3, "softmax")}", Width),
            Spec0 with { Standardize = true, Optimizer = "adam", LearningRate = 0.002, Replay = new ReplaySpec(50, 0.4) }, 3),
        ["frozen"] = new(Examples.Mlp(Width, 8, 3), Spec0 with { AllButLast = 1, Optimizer = "adam", LearningRate = 0.002 }, 3),
        ["growing"] = new(Examples.Mlp(Width, 8, 3), Spec0 with { UnknownLabels = UnknownLabels.Grow, Optimizer = "adam", LearningRate = 0.002 }, 3),
        ["lstm"] = new(Examples.Architecture($"{{\"reshape\": {{\"shape\": [3, 2]}}}}, {{\"lstm\": {{\"units\": 5}}}}, {Examples.Dense(3, "softmax")}", Width), Spec0, 3),
    };

    public OnlineLearner Begin(long? seed = null) => new(Network.Create(Architecture, seed ?? Spec.Seed), Spec);

    /// <returns>Targets: classes, or values where <see cref="Classes"/> is 0.</returns>
    public (float[] Features, float[] Targets) Draw(int count) =>
        (Examples.Floats(count * Width, 1), Classes == 0 ? Examples.Floats(count, 2) : Examples.Classes(count, Classes, 2));
}
