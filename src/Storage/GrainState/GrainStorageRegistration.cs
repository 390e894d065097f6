using DistributedDL.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Providers;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace DistributedDL.Storage.GrainState;

public static class GrainStorageRegistration
{
    /// <summary>
    /// Registers <see cref="BlobGrainStorage"/> under a provider name, on the registered <see cref="IBlobStore"/>;
    /// the serializer is the one registered under that name, else the silo's.
    /// </summary>
    public static IServiceCollection AddBlobGrainStorage(this IServiceCollection services, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.AddKeyedSingleton<IGrainStorage>(name, (provider, key) => new BlobGrainStorage(
            provider.GetRequiredService<IBlobStore>(),
            provider.GetKeyedService<IGrainStorageSerializer>(key) ?? provider.GetRequiredService<IGrainStorageSerializer>(),
            provider.GetService<IActivatorProvider>()));
        if (name == ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME) services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IGrainStorage>(name));
        return services;
    }
}
