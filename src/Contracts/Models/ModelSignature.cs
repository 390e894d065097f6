namespace DistributedDL.Contracts.Models;

/// <summary>What a version takes and gives, beyond the shapes of its architecture.</summary>
/// <param name="FeatureNames">Names of the features in order; empty when unknown.</param>
/// <param name="Labels">Class labels by output index; empty when outputs are values.</param>
/// <param name="TargetName">Name of what is predicted.</param>
[GenerateSerializer, Immutable, Alias("ddl.ModelSignature")]
public sealed record ModelSignature(
    [property: Id(0)] IReadOnlyList<string> FeatureNames,
    [property: Id(1)] IReadOnlyList<string> Labels,
    [property: Id(2)] string TargetName)
{
    /// <summary>The vocabulary that features are indices into, in order of the index; empty where they are no tokens.</summary>
    [Id(3)] public IReadOnlyList<string> Vocabulary { get; init; } = [];

    public static ModelSignature Unknown { get; } = new([], [], "");
}
