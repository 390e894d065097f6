using DistributedDL.Clustering;
using Orleans.Placement;

namespace DistributedDL.Silo.Placement;

/// <summary>A grain that lives on silos of this role alone.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunsOnAttribute(ProcessRoles role) : PlacementFilterAttribute(new RolePlacementFilterStrategy(role));
