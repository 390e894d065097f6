using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Silo.Tests.Models;

public sealed class ModelTests(SharedSilo silo)
{
    [Fact]
    public async Task Create_SoundArchitecture_IsShownWithItsSummary()
    {
        var model = await silo.Grains.CreateModel("m-sound", Samples.Classifier(784, 10, 392));

        var summary = await model.Summary();

        // 784·392+392 and 392·10+10
        Assert.Equal([307_720L, 3_930L], summary.Layers.Select(layer => layer.Parameters));
        Assert.Equal(311_650, summary.Parameters);
        Assert.Empty((await model.Show()).Versions);
    }

    [Fact]
    public async Task Create_BadArchitectureOrName_CreatesNothing()
    {
        var bad = ArchitectureJson.Parse("""{"input": [4], "layers": [{"dence": {"units": 3}}, {"dense": {"units": -1, "activation": "rellu"}}]}""");

        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.CreateModel("m-bad", bad));

        Assert.Contains("dence", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rellu", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ResourceNotFoundException>(silo.Grains.GetGrain<IModel>("m-bad").Show);
        foreach (var name in new[] { "../m", "a/b", new string('m', 201), "_m" })
            await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.CreateModel(name, Samples.Classifier()));
    }

    [Fact]
    public async Task Create_NameTaken_IsRefused()
    {
        await silo.Grains.CreateModel("m-twice", Samples.Classifier());

        var taken = await Assert.ThrowsAsync<ResourceExistsException>(() => silo.Grains.CreateModel("m-twice", Samples.Classifier()));

        Assert.Equal(("model", "m-twice"), (taken.Kind, taken.Name));
    }

    [Fact]
    public async Task Publish_SameOperation_GivesTheSameVersion()
    {
        var model = await silo.Grains.CreateModel("m-publish", Samples.Classifier());

        var first = await model.Publish(Draft("op-1", promote: true));
        var again = await model.Publish(Draft("op-1", promote: true));
        var second = await model.Publish(Draft("op-2", promote: false));

        Assert.Equal((1, 1, 2), (first.Version, again.Version, second.Version));
        Assert.Equal(1, (await model.TryResolveLive())!.Version);
        Assert.Equal([1, 2], (await model.Show()).Versions.Select(version => version.Version));
        await Assert.ThrowsAsync<InvalidArgumentException>(() => model.Publish(Draft("", promote: false)));
    }

    [Fact]
    public async Task Rollback_AfterPromotions_GoesBackStepByStep()
    {
        var model = await silo.Grains.CreateModel("m-rollback", Samples.Classifier());
        foreach (var operation in new[] { "1", "2", "3" }) await model.Publish(Draft(operation, promote: operation != "3"));
        await model.Promote(3);
        await model.Promote(3);

        Assert.Equal(2, (await model.Rollback()).Aliases["live"]);
        Assert.Equal(1, (await model.Rollback()).Aliases["live"]);
        await Assert.ThrowsAsync<PreconditionException>(model.Rollback);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => model.Promote(9));
    }

    [Fact]
    public async Task Delete_ThenCreate_BeginsAnew()
    {
        var model = await silo.Grains.CreateModel("m-delete", Samples.Classifier());
        await model.Publish(Draft("1", promote: true));
        await model.Delete();

        await Assert.ThrowsAsync<ResourceNotFoundException>(model.Show);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => model.Resolve(null));
        await Assert.ThrowsAsync<ResourceNotFoundException>(model.Delete);
        Assert.Empty((await model.Create(Samples.Classifier())).Versions);
    }

    private static ModelVersionDraft Draft(string operation, bool promote) => new(
        operation, new string('0', 64), Samples.Classifier(), ModelSignature.Unknown, new Lineage(), new Dictionary<string, double> { ["accuracy"] = double.NaN }, promote);
}
