using DistributedDL.Contracts.Prediction;

namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>A prediction whose labels may come later.</summary>
/// <param name="Tickets">One an example, in order.</param>
/// <param name="ExpiresAt">When all of them end.</param>
[GenerateSerializer, Immutable, Alias("ddl.TicketedPrediction")]
public sealed record TicketedPrediction(
    [property: Id(0)] PredictReport Prediction,
    [property: Id(1)] IReadOnlyList<string> Tickets,
    [property: Id(2)] DateTimeOffset ExpiresAt);
