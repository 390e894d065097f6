using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DistributedDL.Gateway.Datasets;

/// <summary>Uploads of data set files.</summary>
internal static class DatasetHosting
{
    public static void AddUploads(this IServiceCollection services)
    {
        services.TryAddSingleton<UploadArea>();
        services.TryAddSingleton<UploadReceiver>();
        services.AddHostedService<UploadSweeper>();
    }
}
