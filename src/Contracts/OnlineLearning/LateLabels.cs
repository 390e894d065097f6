namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>Labels of tickets. Exactly one of <paramref name="Labels"/> and <paramref name="Values"/> is given.</summary>
/// <param name="Tickets">Each at most once.</param>
[GenerateSerializer, Immutable, Alias("ddl.LateLabels")]
public sealed record LateLabels(
    [property: Id(0)] IReadOnlyList<string> Tickets,
    [property: Id(1)] string[]? Labels,
    [property: Id(2)] float[]? Values);
