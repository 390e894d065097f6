using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using DistributedDL.Silo.OnlineLearning;
using DistributedDL.Silo.Prediction;
using DistributedDL.Storage.GrainState;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization;
using Orleans.Storage;

namespace DistributedDL.Silo.Hosting;

/// <summary>The Orleans side of a silo: a cluster of one process on loopback, JSON grain state on the blob store, and limits.</summary>
internal static class EmbeddedCluster
{
    public static IHostApplicationBuilder AddEmbeddedCluster(this IHostApplicationBuilder builder)
    {
        builder.AddValidated<SiloHostOptions, SiloHostOptionsValidator>(SiloHostOptions.Section);
        var options = builder.Configuration.GetSection(SiloHostOptions.Section).Get<SiloHostOptions>() ?? new SiloHostOptions();
        builder.UseOrleans(silo => silo
            .UseLoopback(options)
            .AddGrainState()
            .AddLimits(options));
        return builder;
    }

    private static ISiloBuilder UseLoopback(this ISiloBuilder silo, SiloHostOptions options)
    {
        var ports = LoopbackPorts.Resolve(options.SiloPort, options.GatewayPort);
        silo.UseLocalhostClustering(ports[0], ports[1], primarySiloEndpoint: null, options.ServiceId, options.ClusterId);
        return silo.Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback);
    }

    private static ISiloBuilder AddGrainState(this ISiloBuilder silo)
    {
        silo.Services.AddBlobGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);
        silo.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(json =>
        {
            json.JsonSerializerOptions.Converters.Add(new JsonStringEnumConverter());
            // A loss or metric may be NaN or infinite.
            json.JsonSerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
            json.JsonSerializerOptions.IgnoreReadOnlyProperties = true;
            json.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        });
        silo.Services.RemoveAll<IGrainStorageSerializer>();
        silo.Services.AddSingleton<IGrainStorageSerializer, SystemTextJsonGrainStorageSerializer>();
        return silo;
    }

    private static ISiloBuilder AddLimits(this ISiloBuilder silo, SiloHostOptions options) => silo
        .Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.MaxEnqueuedRequestsHardLimit = options.MaxEnqueuedRequests;
            messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker = options.MaxEnqueuedRequests;
        })
        .Configure<GrainCollectionOptions>(collection =>
        {
            collection.ActivationTimeout = options.ActivationTimeout;
            collection.ClassSpecificCollectionAge[typeof(OnlineSessionGrain).FullName!] = options.KeepWarm;
            collection.ClassSpecificCollectionAge[typeof(PredictorGrain).FullName!] = options.KeepWarm;
        });
}
