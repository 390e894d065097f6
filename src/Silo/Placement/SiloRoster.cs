using System.Collections.Concurrent;
using DistributedDL.Clustering;

namespace DistributedDL.Silo.Placement;

/// <summary>Which silos are active, and what each of them does.</summary>
public sealed class SiloRoster(ISiloStatusOracle members)
{
    private readonly ConcurrentDictionary<SiloAddress, SiloName?> _names = new();

    public SiloAddress Self => members.SiloAddress;

    /// <returns>Null for one that is not known, or whose name says nothing.</returns>
    public SiloName? Find(SiloAddress silo)
    {
        if (_names.TryGetValue(silo, out var known)) return known;
        // Remembered once it is known: a silo's name never changes, and its next life has another address.
        return members.TryGetSiloName(silo, out var name) ? _names[silo] = SiloName.Parse(name) : null;
    }

    /// <summary>Training lanes of each active silo that has any.</summary>
    public IReadOnlyDictionary<SiloAddress, int> TrainingLanes() =>
        members.GetActiveSilos().Select(silo => (silo, Find(silo)?.TrainingLanes ?? 0)).Where(pair => pair.Item2 > 0).ToDictionary();
}
