using DistributedDL.Client.Datasets;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Prediction;
using DistributedDL.Client.Training;
using DistributedDL.Clustering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.Health;

/// <summary>Liveness, readiness and drain.</summary>
internal static class HealthHosting
{
    /// <summary>Names under which <c>grpc.health.v1</c> answers, beside the empty one for the whole server.</summary>
    internal static readonly string[] Services =
    [
        DatasetService.Descriptor.FullName, ModelService.Descriptor.FullName, TrainingService.Descriptor.FullName,
        PredictionService.Descriptor.FullName, OnlineLearningService.Descriptor.FullName,
    ];

    public static void AddHealth(this IServiceCollection services)
    {
        services.TryAddSingleton<DrainSignal>();
        services.TryAddSingleton<ClusterReadiness>();
        services.AddHostedService<DrainService>();
        services.AddHostedService<ClusterWatcher>();
        services.AddHealthChecks().AddCheck<ReadinessCheck>("cluster", tags: [ReadinessCheck.Tag]);
        services.AddOptions<HealthCheckPublisherOptions>().Configure<IOptions<GatewayOptions>>((publisher, gateway) =>
        {
            publisher.Delay = TimeSpan.Zero;
            // The publisher, which feeds Watch, refuses periods below a second.
            publisher.Period = TimeSpan.FromSeconds(Math.Max(1, gateway.Value.ReadinessInterval.TotalSeconds));
        });
        services.AddOptions<HostOptions>().Configure<IOptions<GatewayOptions>, IOptions<ClusterJoinOptions>>((host, gateway, cluster) =>
            host.ShutdownTimeout = gateway.Value.DrainDelay + gateway.Value.DrainTimeout + cluster.Value.ShutdownTimeout);
    }

    public static void AddGrpcHealth(this IServiceCollection services) => services.AddGrpcHealthChecks(health =>
    {
        health.Services.Clear();
        foreach (var name in Services.Prepend("")) health.Services.Map(name, check => check.Tags.Contains(ReadinessCheck.Tag));
    });

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadinessCheck.Tag), ResponseWriter = WriteReason });
    }

    private static Task WriteReason(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var reasons = report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description);
        return context.Response.WriteAsync(report.Status == HealthStatus.Healthy ? "Healthy\n" : $"{report.Status}: {string.Join("; ", reasons)}\n");
    }
}
