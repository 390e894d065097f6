using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>
/// Where a blob lies: <c>grainstate/X</c> as <c>X</c> in the container of grain states, which is the layout of
/// Microsoft.Orleans.Persistence.AzureStorage, all others in the other container under their own names.
/// </summary>
internal sealed class AzureContainers
{
    /// <summary>First part of the names of grain states.</summary>
    public const string GrainStatePrefix = "grainstate/";

    private readonly Lock _lock = new();
    private Task? _created;

    public AzureContainers(AzureBlobOptions options, HttpPipelinePolicy? perAttempt)
    {
        var client = new BlobClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = options.MaxRetryDelay,
                MaxRetries = options.MaxRetries,
                NetworkTimeout = options.NetworkTimeout,
            },
            Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false },
        };
        client.AddPolicy(new AttemptCounter(), HttpPipelinePosition.PerRetry);
        if (perAttempt is not null) client.AddPolicy(perAttempt, HttpPipelinePosition.PerRetry);
        var service = string.IsNullOrEmpty(options.ConnectionString)
            ? new BlobServiceClient(new Uri(options.ServiceUri!), new DefaultAzureCredential(), client)
            : new BlobServiceClient(options.ConnectionString, client);
        Blobs = service.GetBlobContainerClient(options.Container);
        GrainStates = service.GetBlobContainerClient(options.GrainStateContainer);
    }

    public BlobContainerClient Blobs { get; }

    public BlobContainerClient GrainStates { get; }

    public (BlobContainerClient Container, string Blob) Of(string name) =>
        name.StartsWith(GrainStatePrefix, StringComparison.Ordinal) ? (GrainStates, name[GrainStatePrefix.Length..]) : (Blobs, name);

    /// <summary>Creates what is absent, once; a failure is forgotten, so that the next call tries again.</summary>
    public Task Create()
    {
        lock (_lock)
        {
            if (_created is not { IsFaulted: false, IsCanceled: false }) _created = CreateBoth();
            return _created;
        }
    }

    // Not cancellable: other calls wait for the same creation.
    private async Task CreateBoth()
    {
        await AzureCall.Run(() => Blobs.CreateIfNotExistsAsync(), CancellationToken.None);
        await AzureCall.Run(() => GrainStates.CreateIfNotExistsAsync(), CancellationToken.None);
    }
}
