namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>How prequential metrics forget; beside them there are always those over all examples.</summary>
/// <param name="Window">Last examples of a <c>…_window</c> metric; 10 to 100,000.</param>
/// <param name="Fading">Factor by which an example's weight in a <c>…_fading</c> metric shrinks with each one after it; from 0.5 to below 1.</param>
[GenerateSerializer, Immutable, Alias("ddl.PrequentialSpec")]
public sealed record PrequentialSpec([property: Id(0)] int Window = 200, [property: Id(1)] double Fading = 0.999);
