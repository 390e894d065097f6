using Azure.Storage.Blobs;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs.Azure;

namespace DistributedDL.Storage.Blobs.Copying;

/// <summary>An installation in Azure, which is its two containers. Looking at them creates none.</summary>
public sealed class AzureInstallation
{
    private readonly BlobContainerClient[] _containers;

    /// <exception cref="ArgumentException">An option is wrong; says every fault.</exception>
    public AzureInstallation(AzureBlobOptions options)
    {
        Store = new AzureBlobStore(options);
        var containers = new AzureContainers(options, null);
        _containers = [containers.Blobs, containers.GrainStates];
    }

    /// <summary>Creates the containers where they are absent, with its first call.</summary>
    public IBlobStore Store { get; }

    public IReadOnlyList<string> Containers => [.. _containers.Select(container => container.Name)];

    /// <returns>Names of the containers that do not exist.</returns>
    /// <exception cref="StoreUnavailableException">The service cannot be reached.</exception>
    public async Task<IReadOnlyList<string>> AbsentContainers(CancellationToken cancellation = default)
    {
        var absent = new List<string>();
        foreach (var container in _containers)
        {
            if (!(await AzureCall.Run(() => container.ExistsAsync(cancellation), cancellation)).Value) absent.Add(container.Name);
        }
        return absent;
    }

    /// <summary>Whether what is written to one changes the other, as far as their addresses tell.</summary>
    public bool SharesContainerWith(AzureInstallation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _containers.Select(Place).Intersect(other._containers.Select(Place), StringComparer.Ordinal).Any();
    }

    // Scheme and query are no part of the place: http or https, with or without a signature, it is the same container.
    private static string Place(BlobContainerClient container) =>
        $"{(container.Uri.IsLoopback ? "localhost" : container.Uri.IdnHost)}{(container.Uri.IsDefaultPort ? "" : $":{container.Uri.Port}")}{container.Uri.AbsolutePath}";
}
