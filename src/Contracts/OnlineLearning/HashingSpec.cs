namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>
/// Categories are hashed to a fixed width (Weinberger et al. 2009): the last <paramref name="Width"/> numbers of an example are sums of them, made by
/// whoever sends examples; kept here so that all who do make the same.
/// </summary>
/// <param name="Width">1 to the width of an example.</param>
/// <param name="Columns">Names of the columns that are categories; at least one.</param>
[GenerateSerializer, Immutable, Alias("ddl.HashingSpec")]
public sealed record HashingSpec([property: Id(0)] int Width, [property: Id(1)] IReadOnlyList<string> Columns);
