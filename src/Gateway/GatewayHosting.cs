using DistributedDL.Clustering;
using DistributedDL.Gateway.Datasets;
using DistributedDL.Gateway.Endpoints;
using DistributedDL.Gateway.Errors;
using DistributedDL.Gateway.Health;
using DistributedDL.Gateway.Metrics;
using DistributedDL.Gateway.Models;
using DistributedDL.Gateway.OnlineLearning;
using DistributedDL.Gateway.Prediction;
using DistributedDL.Gateway.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway;

/// <summary>
/// The door of the service, and what every process of it shows to those who operate it. The host brings two things of its own: an Orleans silo or
/// client (<see cref="IGrainFactory"/>) and the blob store that the silos use as well (<see cref="Storage.Blobs.IBlobStore"/>).
/// </summary>
public static class GatewayHosting
{
    /// <summary>gRPC, health and metrics.</summary>
    public static WebApplicationBuilder AddDistributedDLGateway(this WebApplicationBuilder builder)
    {
        builder.AddOperations(DoorPlan.Gateway);
        builder.Services.AddGrpcServer();
        builder.Services.AddGrpcHealth();
        builder.Services.AddUploads();
        builder.Services.AddPredictions();
        return builder;
    }

    /// <summary>Health and metrics alone, of a process that is no gateway.</summary>
    public static WebApplicationBuilder AddDistributedDLOperations(this WebApplicationBuilder builder) => builder.AddOperations(DoorPlan.Operations);

    public static WebApplication MapDistributedDLGateway(this WebApplication app)
    {
        app.MapDistributedDLOperations();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.MapGrpcService<DatasetGrpcService>();
        app.MapGrpcService<ModelGrpcService>();
        app.MapGrpcService<TrainingGrpcService>();
        app.MapGrpcService<PredictionGrpcService>();
        app.MapGrpcService<OnlineLearningGrpcService>();
        return app;
    }

    public static WebApplication MapDistributedDLOperations(this WebApplication app)
    {
        app.UseMetricsPage();
        app.MapGet("/", (GatewayEndpoints endpoints) =>
            $"DistributedDL: {(endpoints.HasGrpc ? $"gRPC on {endpoints.Grpc}, " : "")}metrics on http://{endpoints.Metrics}/metrics, health on /health/live and /health/ready\n");
        app.MapHealth();
        return app;
    }

    private static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder, DoorPlan doors)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(doors);
        builder.Services.AddClusterJoining();
        builder.Services.AddGatewayOptions();
        builder.Services.AddEndpoints();
        builder.Services.AddHealth();
        builder.Services.AddMetricsPage();
        return builder;
    }

    private static void AddGatewayOptions(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
    }
}
