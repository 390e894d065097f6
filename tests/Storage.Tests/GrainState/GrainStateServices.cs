using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.GrainState;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace DistributedDL.Storage.Tests.GrainState;

/// <summary>Grain storage over a blob store, with what of a silo it needs.</summary>
internal static class GrainStateServices
{
    public static ServiceProvider Over(IBlobStore store) => new ServiceCollection()
        .AddSingleton(store)
        .AddSerializer()
        .AddSingleton<IOptions<OrleansJsonSerializerOptions>>(_ => Options.Create(new OrleansJsonSerializerOptions()))
        .AddSingleton<OrleansJsonSerializer>()
        .AddSingleton<IGrainStorageSerializer, JsonGrainStorageSerializer>()
        .AddBlobGrainStorage("Default")
        .BuildServiceProvider();
}
