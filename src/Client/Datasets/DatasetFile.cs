namespace DistributedDL.Client.Datasets;

/// <summary>A file on this machine that is imported.</summary>
/// <param name="Split">The split that it is for; its content or the spec's fractions decide when null.</param>
public sealed record DatasetFile(string Path, string? Split = null)
{
    /// <summary>Its name without folders, as the server shows it in faults.</summary>
    public string Name { get; init; } = System.IO.Path.GetFileName(Path);
}
