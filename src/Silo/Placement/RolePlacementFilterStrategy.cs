using DistributedDL.Clustering;
using Orleans.Metadata;
using Orleans.Placement;

namespace DistributedDL.Silo.Placement;

/// <summary>Carries the role that a grain needs into the grain's properties, where every silo of the cluster reads it.</summary>
/// <remarks>Orleans' own filters match the metadata of the calling silo; a client in another process has none.</remarks>
public sealed class RolePlacementFilterStrategy(ProcessRoles role) : PlacementFilterStrategy(0)
{
    private const string Property = "role";

    /// <summary>For Orleans, which then tells the properties.</summary>
    public RolePlacementFilterStrategy() : this(ProcessRoles.None) { }

    public ProcessRoles Role { get; private set; } = role;

    public override void AdditionalInitialize(GrainProperties properties) =>
        Role = RoleList.Parse(GetPlacementFilterGrainProperty(Property, properties)) ?? throw new ArgumentException($"a grain's role must be {RoleList.Rule}", nameof(properties));

    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) =>
        [new(Property, RoleList.Format(Role))];
}
