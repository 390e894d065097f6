using DistributedDL.Contracts.Models;

namespace DistributedDL.Silo.Models;

/// <summary>Stored state of a model. Weights lie in the store, under the digests of the versions.</summary>
internal sealed class ModelState
{
    public ArchitectureSpec? Architecture { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public List<PublishedVersion> Versions { get; set; } = [];

    /// <summary>The highest number ever given; 0 in states from before versions could be removed.</summary>
    public int LastVersion { get; set; }

    /// <summary>Versions in the order in which they became live; the last one is live.</summary>
    public List<int> LiveHistory { get; set; } = [];
}
