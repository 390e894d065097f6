namespace DistributedDL.Contracts.Prediction;

/// <summary>How well one class was told from the others.</summary>
/// <param name="Precision">Share of those predicted as the class that are of it; 0 when none was predicted.</param>
/// <param name="Recall">Share of the class that was predicted as it; 0 when there is none of it.</param>
/// <param name="F1">Harmonic mean of the two.</param>
/// <param name="Examples">Of the class.</param>
[GenerateSerializer, Immutable, Alias("ddl.ClassReport")]
public sealed record ClassReport(
    [property: Id(0)] double Precision, [property: Id(1)] double Recall, [property: Id(2)] double F1, [property: Id(3)] long Examples);
