using DistributedDL.Storage.Datasets;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DistributedDL.Gateway.Datasets;

/// <summary>Uploads of data set files, and what was made of them.</summary>
internal static class DatasetHosting
{
    public static void AddUploads(this IServiceCollection services)
    {
        services.TryAddSingleton<UploadArea>();
        services.TryAddSingleton<UploadReceiver>();
        services.TryAddSingleton<DatasetStore>();
        services.TryAddSingleton<ExampleParts>();
        services.AddHostedService<UploadSweeper>();
    }
}
