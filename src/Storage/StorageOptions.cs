using System.ComponentModel.DataAnnotations;

namespace DistributedDL.Storage;

/// <summary>Where bytes are kept: section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Kind of blob store, by its name. <c>Directory</c> or <c>AzureBlob</c> (<see cref="Blobs.Azure.AzureBlobOptions"/>). Default: <c>Directory</c>.</summary>
    [Required]
    public string Provider { get; set; } = "Directory";

    internal const string AzureBlob = "AzureBlob";

    /// <summary>Whether the provider is Azure Blob Storage.</summary>
    public bool IsAzureBlob => string.Equals(Provider, AzureBlob, StringComparison.OrdinalIgnoreCase);

    /// <summary>Data directory of the provider <c>Directory</c>, created where needed. Default: <c>./data</c>.</summary>
    [Required]
    public string Directory { get; set; } = "./data";

    /// <summary>Files that are held open for appending, at most; 1 to 4096. Default: 64.</summary>
    [Range(1, 4096)]
    public int OpenAppends { get; set; } = 64;

    /// <summary>Threads that wait for the disk; 1 to 64. Default: 4.</summary>
    [Range(1, 64)]
    public int DiskThreads { get; set; } = 4;

    /// <summary>
    /// For crash tests alone: the process kills itself in the midst of the n-th write of a kind, as in <c>append:17</c>
    /// (<see cref="Blobs.Faults.FaultKind"/>). Default: none.
    /// </summary>
    public string? Fault { get; set; }
}
