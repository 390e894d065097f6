using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Optimizers;

namespace DistributedDL.Learning.Training;

/// <summary>Weights and optimizer as tensors.</summary>
internal static class LearnerCheckpoint
{
    private const string Prefix = "network.";

    public static IEnumerable<NamedTensor> Capture(Learner learner) =>
        learner.Network.Parameters.Save(Prefix).Concat(learner.Optimizer.Capture());

    public static bool Holds(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith(Optimizer.Prefix, StringComparison.Ordinal);

    public static void Expect(Learner learner, TensorReader reader)
    {
        foreach (var parameter in learner.Network.Parameters.All) reader.Expect(Prefix + parameter.Name, parameter.Spec.Shape, parameter.Length);
        learner.Optimizer.Expect(reader);
    }

    public static void Restore(Learner learner, TensorReader reader)
    {
        foreach (var parameter in learner.Network.Parameters.All) reader.Copy(Prefix + parameter.Name, parameter.Values);
        learner.Optimizer.Restore(reader);
    }
}
