using DistributedDL.Gateway.Models;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DistributedDL.Gateway.Datasets;

/// <summary>Uploads of data sets and weights.</summary>
internal static class DatasetHosting
{
    public static void AddUploads(this IServiceCollection services)
    {
        services.TryAddSingleton<UploadArea>();
        services.TryAddSingleton<UploadReceiver>();
        services.TryAddSingleton<WeightsTransfer>();
        services.AddHostedService<UploadSweeper>();
    }
}
