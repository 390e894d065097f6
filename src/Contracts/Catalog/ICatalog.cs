using DistributedDL.Contracts.Clustering;

namespace DistributedDL.Contracts.Catalog;

/// <summary>Lists resources by kind; a stateless worker over the stored grain state, key 0.</summary>
[Alias("ddl.ICatalog")]
public interface ICatalog : IGrainWithIntegerKey
{
    /// <param name="after">Names after this one; from the start when null.</param>
    /// <param name="limit">1 to 1,000.</param>
    [Alias("List"), Repeatable]
    Task<CatalogPage> List(ResourceKind kind, string? after, int limit);
}
