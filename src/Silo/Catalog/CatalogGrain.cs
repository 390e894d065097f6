using DistributedDL.Contracts.Catalog;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;
using Orleans.Concurrency;

namespace DistributedDL.Silo.Catalog;

/// <summary>Lists what has stored grain state, so that creating or deleting a resource is one write and the list cannot disagree with it.</summary>
[StatelessWorker, Reentrant]
internal sealed class CatalogGrain(IBlobStore blobs) : Grain, ICatalog
{
    private const string Suffix = ".json";

    public async Task<CatalogPage> List(ResourceKind kind, string? after, int limit)
    {
        var violations = new List<FieldViolation>();
        if (limit is < 1 or > 1_000) violations.Add(new("limit", $"{limit} is not from 1 to 1,000"));
        if (!Enum.IsDefined(kind)) violations.Add(new("kind", $"{kind} is not one of {string.Join(", ", Enum.GetNames<ResourceKind>())}"));
        InvalidArgumentException.ThrowIfAny(violations);

        var prefix = StateNames.Prefix(kind);
        var names = new List<string>();
        await foreach (var blob in blobs.List(prefix))
        {
            if (!blob.Name.EndsWith(Suffix, StringComparison.Ordinal)) continue;
            var name = blob.Name[prefix.Length..^Suffix.Length];
            if (after is null || string.CompareOrdinal(name, after) > 0) names.Add(name);
        }
        // The store orders 'a-b.json' before 'a.json'; names are ordered without the suffix.
        names.Sort(string.CompareOrdinal);
        var page = names.Take(limit).ToArray();
        return new CatalogPage(page, names.Count > limit ? page[^1] : null);
    }
}
