using DistributedDL.Clustering;
using DistributedDL.Contracts.Errors;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace DistributedDL.Silo.Placement;

/// <summary>Leaves the silos that have the role.</summary>
public sealed class RolePlacementFilterDirector(SiloRoster roster) : IPlacementFilterDirector
{
    /// <exception cref="PreconditionException">No silo has it. The caller of the grain sees this.</exception>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var role = ((RolePlacementFilterStrategy)filterStrategy).Role;
        var all = silos.ToArray();
        var found = all.Where(silo => roster.Find(silo)?.Roles.HasFlag(role) == true).ToArray();
        // Without any silo at all, as while the last one leaves, the role is not what is missing.
        return found.Length > 0 || all.Length == 0 ? found : throw Missing(role);
    }

    private static PreconditionException Missing(ProcessRoles role) => new(
        $"role '{RoleList.Format(role)}'", $"no silo of the cluster has it; start one whose {ClusterJoinOptions.Section}:{nameof(ClusterJoinOptions.Roles)} names it");
}
