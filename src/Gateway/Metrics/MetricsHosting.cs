using System.Diagnostics.Metrics;
using DistributedDL.Gateway.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;

namespace DistributedDL.Gateway.Metrics;

/// <summary>The metrics page, and all that it shows: the service's own families, Orleans' and the runtime's.</summary>
internal static class MetricsHosting
{
    private const string Path = "/metrics";

    public static void AddMetricsPage(this IServiceCollection services)
    {
        services.TryAddSingleton<GatewayMetrics>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("DistributedDL.*", "Microsoft.Orleans")
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
        // Meters are found by name in the whole process; those of another host in it are not ours to show.
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) => metrics.AddView(instrument =>
            instrument.Meter.Scope is IMeterFactory other && other != provider.GetRequiredService<IMeterFactory>() ? MetricStreamConfiguration.Drop : null));
    }

    /// <summary>Its port serves the page and nothing else, and no other port serves it.</summary>
    public static void UseMetricsPage(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<GatewayEndpoints>();
        app.MapWhen(context => context.Connection.LocalPort == endpoints.Metrics.Port, page =>
        {
            page.UseOpenTelemetryPrometheusScrapingEndpoint(Path);
            page.Run(static context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return context.Response.WriteAsync($"only {Path} is here\n");
            });
        });
    }
}
