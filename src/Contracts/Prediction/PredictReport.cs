using DistributedDL.Contracts.Models;

namespace DistributedDL.Contracts.Prediction;

/// <summary>Outputs for a batch.</summary>
/// <param name="Version">The version that computed them; 0 for the weights of a session.</param>
/// <param name="Outputs">Row-major <c>[examples, outputs]</c>: probabilities after softmax or sigmoid, else values.</param>
/// <param name="OutputWidth">Numbers an example.</param>
[GenerateSerializer, Immutable, Alias("ddl.PredictReport")]
public sealed record PredictReport(
    [property: Id(0)] string Model,
    [property: Id(1)] int Version,
    [property: Id(2)] float[] Outputs,
    [property: Id(3)] int OutputWidth,
    [property: Id(4)] ModelSignature Signature)
{
    /// <summary>Steps of one example that each have their class; 1 for a single one, and for values.</summary>
    [Id(5)] public int OutputSteps { get; init; } = 1;
}
