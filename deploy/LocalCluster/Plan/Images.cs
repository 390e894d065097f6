using DistributedDL.Deployment.Compose;

namespace DistributedDL.Deployment.Plan;

/// <summary>What a service is, by its image and environment.</summary>
internal static class Images
{
    public const string Roles = "Cluster__Roles";

    /// <exception cref="InvalidDataException">An image that no program here stands for.</exception>
    public static ServiceKind KindOf(ComposeService service) => Name(service.Image) switch
    {
        "redis" => ServiceKind.Redis,
        "azurite" => ServiceKind.Azurite,
        "prometheus" => ServiceKind.Prometheus,
        "grafana" => ServiceKind.LeftOut,
        "distributeddl" => service.Environment.GetValueOrDefault(Roles) == "gateway" ? ServiceKind.Gateway : ServiceKind.Silo,
        _ => throw new InvalidDataException($"{service.Name}.image is {service.Image}; known are distributeddl, redis, azurite, prometheus and grafana"),
    };

    public static string RoleOf(ComposeService service) => Name(service.Image) == "distributeddl"
        ? service.Environment.GetValueOrDefault(Roles, "gateway,serving,training")
        : service.Name;

    private static string Name(string image) => image[(image.LastIndexOf('/') + 1)..].Split(':')[0];
}
