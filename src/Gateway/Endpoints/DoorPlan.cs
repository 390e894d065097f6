namespace DistributedDL.Gateway.Endpoints;

/// <summary>Which ports a process opens.</summary>
/// <param name="HasGrpc">HTTP and metrics are always there.</param>
internal sealed record DoorPlan(bool HasGrpc)
{
    public static DoorPlan Gateway { get; } = new(HasGrpc: true);

    public static DoorPlan Operations { get; } = new(HasGrpc: false);
}
