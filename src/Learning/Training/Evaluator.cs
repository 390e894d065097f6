using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>Measures a network on examples.</summary>
public static class Evaluator
{
    /// <param name="loss">Name of the loss; chosen by the last activation when null.</param>
    public static EvaluationResult Evaluate(Network network, ExampleSet examples, string? loss, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}
