namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>An image within an archive.</summary>
/// <param name="Index">Of the archive's entry.</param>
public sealed record ImageEntry(int Index, string Name, string Label, string? Split);
