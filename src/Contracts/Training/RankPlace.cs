namespace DistributedDL.Contracts.Training;

/// <summary>Where a rank is.</summary>
/// <param name="EndPoint">Where other ranks call it, as in <c>10.0.0.7:11112</c>.</param>
[GenerateSerializer, Immutable, Alias("ddl.RankPlace")]
public sealed record RankPlace([property: Id(0)] SiloAddress Silo, [property: Id(1)] string EndPoint);
