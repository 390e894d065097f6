using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using DistributedDL.Clustering;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.OnlineLearning;
using DistributedDL.Silo.Placement;
using DistributedDL.Silo.Prediction;
using DistributedDL.Silo.Training.Queue;
using DistributedDL.Storage.GrainState;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Providers;
using Orleans.Serialization;
using Orleans.Storage;

namespace DistributedDL.Silo.Hosting;

/// <summary>The Orleans side of a silo: its place in the cluster, JSON grain state on the blob store, and limits.</summary>
internal static class SiloCluster
{
    public static IHostApplicationBuilder AddSiloCluster(this IHostApplicationBuilder builder, ClusterJoinOptions join)
    {
        builder.AddValidated<SiloHostOptions, SiloHostOptionsValidator>(SiloHostOptions.Section);
        var options = builder.Configuration.GetSection(SiloHostOptions.Section).Get<SiloHostOptions>() ?? new SiloHostOptions();
        builder.Services.AddHostedService<SiloPortCheck>();
        // Not by their options, which are checked at the start with all others and refuse to be read before.
        var lanes = builder.Configuration.GetValue($"{LaneOptions.Section}:{nameof(LaneOptions.Training)}", new LaneOptions().Training);
        builder.UseOrleans(silo => silo
            .Join(options, join)
            .AddRoles(join, lanes)
            .AddGrainState()
            .AddLimits(options));
        return builder;
    }

    private static ISiloBuilder Join(this ISiloBuilder silo, SiloHostOptions options, ClusterJoinOptions join)
    {
        var ports = LoopbackPorts.Resolve(options.SiloPort, options.GatewayPort);
        if (join.JoinsBy == ClusterMode.Embedded)
        {
            silo.UseLocalhostClustering(ports[0], ports[1], primarySiloEndpoint: null, join.ServiceId, join.ClusterId);
            return silo.Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback);
        }
        return silo.JoinByRedis(join).Configure<EndpointOptions>(endpoint =>
            (endpoint.AdvertisedIPAddress, endpoint.SiloPort, endpoint.GatewayPort) = (AdvertisedAddress.Resolve(options.AdvertisedAddress), ports[0], ports[1]));
    }

    private static ISiloBuilder AddRoles(this ISiloBuilder silo, ClusterJoinOptions join, int lanes)
    {
        var name = new SiloName(join.Takes, join.Takes.HasFlag(ProcessRoles.Training) ? lanes : 0, $"{Environment.MachineName}/{Environment.ProcessId}");
        silo.Services.Configure<SiloOptions>(named => named.SiloName = name.ToString());
        silo.Services.TryAddSingleton<SiloRoster>();
        silo.Services.AddPlacementFilter<RolePlacementFilterStrategy, RolePlacementFilterDirector>(ServiceLifetime.Transient);
        silo.Services.AddPlacementDirector<LanePlacementStrategy, LanePlacementDirector>();
        return silo;
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
