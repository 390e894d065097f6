using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Storage.Blobs.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DistributedDL.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// Registers <see cref="IBlobStore"/> as section <c>Storage</c> of the configuration says (<see cref="StorageOptions"/>).
    /// A further kind of store is a further registered <see cref="IBlobStoreFactory"/>.
    /// </summary>
    public static IServiceCollection AddBlobStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.AddOptions<AzureBlobOptions>().Bind(configuration.GetSection(AzureBlobOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AzureBlobOptions>>(new AzureBlobOptionsValidator(() => configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}"]));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBlobStoreFactory, DirectoryBlobStoreFactory>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBlobStoreFactory, AzureBlobStoreFactory>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Create);
        return services;
    }

    private static IBlobStore Create(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        var store = provider.GetServices<IBlobStoreFactory>()
            .Single(f => string.Equals(f.Name, options.Provider, StringComparison.OrdinalIgnoreCase))
            .Create(options);
        return FaultPoint.TryParse(options.Fault, out var point) ? new FaultingBlobStore(store, point) : store;
    }
}
