using DistributedDL.Contracts.Catalog;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Silo.Tests.Catalog;

public sealed class CatalogTests(SharedSilo silo)
{
    [Fact]
    public async Task List_Pages_HoldEveryNameOnceInOrder()
    {
        foreach (var name in new[] { "c-b", "c-a", "c-a-1", "c-a.1", "c-A" }) await silo.Grains.CreateModel(name, Samples.Classifier());

        var names = new List<string>();
        var after = "c-";
        do
        {
            var page = await Catalog.List(ResourceKind.Model, after, 2);
            Assert.InRange(page.Names.Count, 1, 2);
            names.AddRange(page.Names);
            after = page.Next;
        } while (after is not null && after.StartsWith("c-", StringComparison.Ordinal));

        Assert.Equal(["c-A", "c-a", "c-a-1", "c-a.1", "c-b"], names.Where(name => name.StartsWith("c-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task List_AfterDelete_HasTheNameNoMore()
    {
        await silo.Silo.ImportLine("c-gone");
        Assert.Contains("c-gone", (await Catalog.List(ResourceKind.Dataset, null, 1_000)).Names);

        await silo.Grains.GetGrain<IDataset>("c-gone").Delete();

        var names = (await Catalog.List(ResourceKind.Dataset, null, 1_000)).Names;
        Assert.DoesNotContain("c-gone", names);
        Assert.Contains("blobs", names);
    }

    [Fact]
    public async Task List_LimitOutOfBounds_IsRefused()
    {
        foreach (var limit in new[] { 0, -1, 1_001 })
            Assert.Contains($"{limit}", (await Assert.ThrowsAsync<InvalidArgumentException>(() => Catalog.List(ResourceKind.Model, null, limit))).Message, StringComparison.Ordinal);
    }

    private ICatalog Catalog => silo.Grains.GetGrain<ICatalog>(0);
}
