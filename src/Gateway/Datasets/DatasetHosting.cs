using DistributedDL.Gateway.Models;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Datasets;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DistributedDL.Gateway.Datasets;

/// <summary>Uploads of data sets and weights, and what was made of them.</summary>
internal static class DatasetHosting
{
    public static void AddUploads(this IServiceCollection services)
    {
        services.TryAddSingleton<UploadArea>();
        services.TryAddSingleton<UploadReceiver>();
        services.TryAddSingleton<WeightsTransfer>();
        services.TryAddSingleton(provider => new DatasetStore(provider.GetRequiredService<IBlobStore>()));
        services.TryAddSingleton<ExampleParts>();
        services.AddHostedService<UploadSweeper>();
    }
}
