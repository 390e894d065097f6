using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

namespace DistributedDL.Clustering;

/// <summary>Brings a process into the cluster that section <c>Cluster</c> names, as a silo or as a client.</summary>
public static class ClusterJoining
{
    /// <summary>Registers the options; they are checked at the start.</summary>
    public static IServiceCollection AddClusterJoining(this IServiceCollection services)
    {
        services.AddOptions<ClusterJoinOptions>().BindConfiguration(ClusterJoinOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClusterJoinOptions>, ClusterJoinOptionsValidator>());
        services.TryAddSingleton<ClusterRedis>();
        return services;
    }

    /// <summary>Lets the process join only a cluster in Redis that has its store.</summary>
    public static IServiceCollection AddStoreGuard<TIdentity>(this IServiceCollection services) where TIdentity : class, IStoreIdentity
    {
        services.TryAddSingleton<IStoreIdentity, TIdentity>();
        services.TryAddSingleton<StoreGuard>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreGuard>());
        return services;
    }

    /// <summary>The section as it stands, for what has to be decided before a host is built; its defaults where it is faulty, which the start then reports.</summary>
    public static ClusterJoinOptions ReadClusterJoin(this IConfiguration configuration)
    {
        try
        {
            var options = configuration.GetSection(ClusterJoinOptions.Section).Get<ClusterJoinOptions>() ?? new ClusterJoinOptions();
            return new ClusterJoinOptionsValidator().Validate(null, options).Succeeded ? options : new ClusterJoinOptions();
        }
        catch (InvalidOperationException)
        {
            return new ClusterJoinOptions();
        }
    }

    /// <summary>A member of the cluster whose table is in Redis.</summary>
    public static ISiloBuilder JoinByRedis(this ISiloBuilder silo, ClusterJoinOptions options)
    {
        silo.UseRedisClustering(redis => redis.ConfigurationOptions = Connection(options));
        silo.Services.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        silo.Services.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = options.ProbeTimeout;
            // A member that is not told of a death by gossip learns of it from the table.
            membership.TableRefreshTimeout = 4 * options.ProbeTimeout;
            membership.IAmAliveTablePublishTimeout = 4 * options.ProbeTimeout;
        });
        return silo;
    }

    /// <summary>A client of the cluster; it waits for the first silo as long as it takes, and finds those that come later.</summary>
    public static IHostApplicationBuilder AddClusterClient(this IHostApplicationBuilder builder, ClusterJoinOptions options)
    {
        builder.Services.TryAddSingleton<SiloLosses>();
        builder.UseOrleansClient(client =>
        {
            client.AddGatewayCountChangedHandler(services =>
            {
                var losses = services.GetRequiredService<SiloLosses>();
                return (_, change) =>
                {
                    if (change.NumberOfConnectedGateways < change.PreviousNumberOfConnectedGateways) losses.Lose();
                };
            });
            client.Services.AddSingleton<IOutgoingGrainCallFilter, LostCallFilter>();
            client.UseRedisClustering(redis => redis.ConfigurationOptions = Connection(options));
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = options.RefreshInterval);
            client.UseConnectionRetryFilter<ClusterWait>();
        });
        return builder;
    }

    private static ConfigurationOptions Connection(ClusterJoinOptions options)
    {
        var connection = ConfigurationOptions.Parse(options.Redis!);
        // A Redis that is away at the moment is waited for, not a reason to end.
        connection.AbortOnConnectFail = false;
        return connection;
    }
}
