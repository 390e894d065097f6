namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>A detector as it stands.</summary>
/// <param name="Detector">Its kind.</param>
/// <param name="State"><c>none</c>, <c>warning</c> or <c>drift</c>, after the last example.</param>
/// <param name="Drifts">Drifts so far.</param>
/// <param name="LastDrift">The session's count of examples at the last drift; null before the first.</param>
/// <param name="Warnings">Warnings so far; always 0 for detectors without one.</param>
/// <param name="Action">What follows a drift.</param>
[GenerateSerializer, Immutable, Alias("ddl.DriftReport")]
public sealed record DriftReport(
    [property: Id(0)] string Detector,
    [property: Id(1)] string State,
    [property: Id(2)] long Drifts,
    [property: Id(3)] long? LastDrift,
    [property: Id(4)] long Warnings,
    [property: Id(5)] DriftAction Action);
