namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>Azure Blob Storage, for <c>Storage:Provider=AzureBlob</c>: section <c>Storage:Azure</c>.</summary>
public sealed class AzureBlobOptions
{
    public const string Section = "Storage:Azure";

    /// <summary>Connection string of the storage account, a secret. Either this or <see cref="ServiceUri"/>. Default: none.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Address of the blob service, as in <c>https://ACCOUNT.blob.core.windows.net</c>, entered with the identity of the process
    /// (<c>DefaultAzureCredential</c>). Either this or <see cref="ConnectionString"/>. Default: none.
    /// </summary>
    public string? ServiceUri { get; set; }

    /// <summary>Container of all blobs but grain states, created where absent; 3 to 63 of lower-case letters, digits and single hyphens. Default: <c>distributeddl</c>.</summary>
    public string Container { get; set; } = "distributeddl";

    /// <summary>Container of grain states, another than <see cref="Container"/>, by the same rule. Default: <c>grainstate</c>.</summary>
    public string GrainStateContainer { get; set; } = "grainstate";

    /// <summary>So long one attempt of a request may take; 1 s to 10 min. Default: 30 s.</summary>
    public TimeSpan NetworkTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts after the first that failed by network or load; 0 to 20. Default: 4.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>Longest wait between two attempts, which grows from 200 ms; 200 ms to 2 min. Default: 4 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(4);
}
