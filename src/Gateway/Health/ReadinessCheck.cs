using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DistributedDL.Gateway.Health;

/// <summary>Shows the readiness to HTTP probes and to <c>grpc.health.v1</c>.</summary>
internal sealed class ReadinessCheck(ClusterReadiness readiness) : IHealthCheck
{
    public const string Tag = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.Reason is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy());
}
