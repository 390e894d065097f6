namespace DistributedDL.Silo.Datasets.Import;

/// <summary>Consecutive examples that belong to one split by the names of their files, or are yet to be split.</summary>
/// <param name="Split">Null when the import's fractions decide.</param>
/// <param name="ClassCounts">Examples of each class, in the order of the labels; empty for values.</param>
/// <param name="TailClassCounts">Of these, those among the last <c>TestRows</c> examples.</param>
/// <param name="Read">Reads the examples again; the features of one are valid until the next.</param>
public sealed record ScannedPart(
    string? Split,
    long Examples,
    IReadOnlyList<long> ClassCounts,
    IReadOnlyList<long> TailClassCounts,
    Func<CancellationToken, IAsyncEnumerable<ImportedExample>> Read);
