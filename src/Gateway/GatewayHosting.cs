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
/// The door of the service. The host brings two things of its own: an Orleans silo or client (<see cref="IGrainFactory"/>)
/// and the blob store that the silos use as well (<see cref="Storage.Blobs.IBlobStore"/>).
/// </summary>
public static class GatewayHosting
{
    public static WebApplicationBuilder AddDistributedDLGateway(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddGatewayOptions();
        builder.Services.AddEndpoints();
        builder.Services.AddGrpcServer();
        builder.Services.AddUploads();
        builder.Services.AddPredictions();
        builder.Services.AddHealth();
        builder.Services.AddMetricsPage();
        return builder;
    }

    public static WebApplication MapDistributedDLGateway(this WebApplication app)
    {
        app.UseMetricsPage();
        app.MapGet("/", (GatewayEndpoints endpoints) => $"DistributedDL: gRPC on {endpoints.Grpc}, metrics on http://{endpoints.Metrics}/metrics, health on /health/live and /health/ready\n");
        app.MapHealth();
        app.MapGrpcReflectionService();
        app.MapGrpcService<DatasetGrpcService>();
        app.MapGrpcService<ModelGrpcService>();
        app.MapGrpcService<TrainingGrpcService>();
        app.MapGrpcService<PredictionGrpcService>();
        app.MapGrpcService<OnlineLearningGrpcService>();
        return app;
    }

    private static void AddGatewayOptions(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
    }
}
