using Orleans.Placement;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>See <see cref="LanePlacementStrategy"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LanePlacementAttribute() : PlacementAttribute(new LanePlacementStrategy());
