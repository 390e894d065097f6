using System.Globalization;
using System.Text;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Storage.Checkpoints;

namespace DistributedDL.Silo.Tests.Training;

public sealed class TransferTests(SharedSilo silo)
{
    private static readonly LayerSpec TwoClasses = new("dense", "head", """{"units": 2, "activation": "softmax"}""");

    [Fact]
    public async Task Start_NameThatIsFree_CreatesTheModelWithTheParentsStructureAndLineage()
    {
        var parent = await Parent("from-all");

        var version = await Train("from-all-child", "blobs", 2, new TransferSpec { ParentModel = "from-all" });

        var lineage = version.Lineage;
        Assert.Equal(("from-all", 1, parent.WeightsSha256), (lineage.ParentModel, lineage.ParentVersion, lineage.ParentWeightsSha256));
        Assert.Equal(("run-from-all-child", "blobs"), (lineage.Run, lineage.Dataset));
        Assert.Empty(lineage.FrozenLayers);
        Assert.Equal(["dense.bias", "dense.weight", "dense_1.bias", "dense_1.weight"], (await Weights(version)).Select(tensor => tensor.Name));
        Assert.True(await Accuracy("from-all-child", "blobs") > 0.95);
    }

    [Fact]
    public async Task Start_Frozen_KeepsThoseWeightsAndTrainsTheRest()
    {
        var parent = await Parent("from-frozen");

        var version = await Train("from-frozen", "blobs", 3, new TransferSpec { ParentModel = "from-frozen", Freeze = ["dense"] });

        Assert.Equal(["dense"], version.Lineage.FrozenLayers);
        var (before, after) = (await Weights(parent), await Weights(version));
        Assert.True(Same(before, after, "dense.weight"));
        Assert.False(Same(before, after, "dense_1.weight"));
    }

    [Fact]
    public async Task Start_Unfrozen_HasNoFrozenLayersInItsLineage()
    {
        var parent = await Parent("from-unfrozen");

        var version = await Train("from-unfrozen", "blobs", 3, new TransferSpec { ParentModel = "from-unfrozen", Freeze = ["dense"], UnfreezeAtEpoch = 2 });

        Assert.Empty(version.Lineage.FrozenLayers);
        Assert.False(Same(await Weights(parent), await Weights(version), "dense.weight"));
    }

    [Fact]
    public async Task Start_NewHead_LearnsOtherLabelsOnTheBody()
    {
        await Parent("from-head");
        await ImportTwoClasses("two-classes-head");

        var version = await Train("from-head-child", "two-classes-head", 40,
            new TransferSpec { ParentModel = "from-head", NewHead = [TwoClasses], After = "dense", BodyLearningRate = 0.001 });

        Assert.Equal(["left", "right"], version.Signature.Labels);
        Assert.Equal(["dense", "head"], version.Architecture.Layers.Select(layer => layer.Name));
        Assert.True(await Accuracy("from-head-child", "two-classes-head") > 0.95);
    }

    [Fact]
    public async Task Start_FeaturesAt_KeepsTheFeaturesForTheNextRunAndPublishesOneNetwork()
    {
        var parent = await Parent("from-features");
        await ImportTwoClasses("two-classes-features");
        var transfer = new TransferSpec { ParentModel = "from-features", NewHead = [TwoClasses], After = "dense", FeaturesAt = "dense" };

        var before = await Features();
        var first = await Train("from-features-1", "two-classes-features", 40, transfer);
        var made = await Features();
        var second = await Train("from-features-2", "two-classes-features", 40, transfer);

        Assert.True(made.Count > before.Count);
        Assert.Equal(made, await Features());
        Assert.Equal(first.WeightsSha256, second.WeightsSha256);
        Assert.Equal(["dense"], first.Lineage.FrozenLayers);
        Assert.Equal(["dense.bias", "dense.weight", "head.bias", "head.weight"], (await Weights(first)).Select(tensor => tensor.Name));
        Assert.True(Same(await Weights(parent), await Weights(first), "dense.weight"));
        Assert.True(await Accuracy("from-features-1", "two-classes-features") > 0.95);
    }

    [Fact]
    public async Task Start_FeaturesThatWereEdited_FailsNamingTheBlob()
    {
        await Parent("from-edited");
        var transfer = new TransferSpec { ParentModel = "from-edited", ParentVersion = 1, FeaturesAt = "dense" };
        var before = await Features();
        await Train("from-edited", "blobs", 1, transfer);
        var chunk = (await Features()).Keys.Except(before.Keys).First(name => name.Contains("train", StringComparison.Ordinal));
        await silo.Silo.Blobs.Put(chunk, new MemoryStream([1, 2, 3]));

        var run = silo.Grains.GetGrain<ITrainingRun>("run-from-edited-again");
        await run.Start(Samples.Training("from-edited", "blobs", epochs: 1) with { Transfer = transfer });

        Assert.Contains(chunk, (await run.Ended()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LabelsInAnotherOrder_KeepTheParentsMeaning()
    {
        await Parent("from-order");
        var csv = new StringBuilder("x,y,kind\n");
        // The third kind comes first, so that the data set counts it as the first label where it sorts by appearance.
        for (var i = 0; i < 40; i++) csv.Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? 8.5 : 4.5)},{(i % 2 == 0 ? 0.5 : 5.5)},{(i % 2 == 0 ? "c" : "b")}\n");
        await silo.Silo.ImportCsv("two-of-three", csv.ToString(), new DatasetImportSpec { Format = DataFormat.Csv, TestRows = 10 });

        var version = await Train("from-order-child", "two-of-three", 1, new TransferSpec { ParentModel = "from-order" }, learningRate: 1e-6);

        Assert.Equal(["a", "b", "c"], version.Signature.Labels);
        Assert.True(version.Metrics["train_accuracy"] > 0.95);
        Assert.True(await Accuracy("from-order-child", "two-of-three") > 0.95);
    }

    [Fact]
    public async Task Start_KeepOptimizer_TakesItFromTheParentsRun()
    {
        await Parent("from-optimizer");
        var fresh = await Train("from-optimizer-1", "blobs", 1, new TransferSpec { ParentModel = "from-optimizer" });
        var kept = await Train("from-optimizer-2", "blobs", 1, new TransferSpec { ParentModel = "from-optimizer", KeepOptimizer = true });

        Assert.NotEqual(fresh.WeightsSha256, kept.WeightsSha256);
    }

    [Fact]
    public async Task Start_KeepOptimizerOfARunThatWentOn_FailsAndSaysSo()
    {
        await Parent("from-gone");
        var parent = silo.Grains.GetGrain<ITrainingRun>("run-from-gone");
        await parent.Extend(new(2));
        await parent.Ended();
        var run = silo.Grains.GetGrain<ITrainingRun>("run-from-gone-child");

        await run.Start(Samples.Training("from-gone-child", "blobs", 1) with
        {
            Transfer = new TransferSpec { ParentModel = "from-gone", ParentVersion = 1, KeepOptimizer = true },
        });

        Assert.Contains("optimizer state is gone", (await run.Ended()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeepOptimizerOfAnotherKind_IsRefused()
    {
        await Parent("from-kind");

        Assert.Contains("was trained with adam, whose state sgd cannot take", (await Refused("from-kind",
            new TransferSpec { ParentModel = "from-kind", KeepOptimizer = true }, optimizer: "sgd")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TheSameAgain_ChangesNothing()
    {
        await Parent("from-again");
        var spec = Samples.Training("from-again-child", "blobs", 1) with
        {
            Transfer = new TransferSpec { ParentModel = "from-again", Freeze = ["dense"], NewHead = [TwoClasses with { Parameters = """{"units": 3, "activation": "softmax"}""" }], After = "dense" },
        };
        var run = silo.Grains.GetGrain<ITrainingRun>("run-from-again-child");
        await run.Start(spec);
        await run.Ended();

        Assert.Equal(1, (await run.Start(spec)).Attempt);
    }

    [Fact]
    public async Task Start_ParentThatIsGone_IsNotFound()
    {
        await Parent("from-deleted");
        await silo.Grains.GetGrain<IModel>("from-deleted").Delete();
        var run = silo.Grains.GetGrain<ITrainingRun>("run-from-deleted-child");

        var missing = await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            run.Start(Samples.Training("from-deleted-child", "blobs", 1) with { Transfer = new TransferSpec { ParentModel = "from-deleted" } }));

        Assert.Equal(("model", "from-deleted"), (missing.Kind, missing.Name));
        await Assert.ThrowsAsync<ResourceNotFoundException>(silo.Grains.GetGrain<IModel>("from-deleted-child").Show);
    }

    [Fact]
    public async Task Start_ParentDeletedMeanwhile_EndsAllTheSame()
    {
        await Parent("from-leaving");
        var run = silo.Grains.GetGrain<ITrainingRun>("run-from-leaving-child");
        await run.Start(Samples.Training("from-leaving-child", "blobs", 500) with { Transfer = new TransferSpec { ParentModel = "from-leaving" } });
        await silo.Grains.GetGrain<IModel>("from-leaving").Delete();

        Assert.Equal(RunState.Completed, (await run.Ended()).State);
    }

    [Fact]
    public async Task Start_Faults_AreAllReportedAndNoModelIsMade()
    {
        await Parent("from-faults");

        var refused = await Refused("from-faults-child", new TransferSpec
        {
            ParentModel = "from-faults", Freeze = ["conv"], NewHead = [new("dense"), new("conv2d", null, """{"filters": 1, "kernel": 3}""")], After = "dense",
        });

        Assert.Contains(refused.Violations, violation => violation.Field == "transfer.new_head[0].units");
        await Assert.ThrowsAsync<ResourceNotFoundException>(silo.Grains.GetGrain<IModel>("from-faults-child").Show);
    }

    [Fact]
    public async Task Start_UnknownLayerToFreeze_NamesThoseThereAre()
    {
        await Parent("from-names");

        Assert.Contains("'conv' is no layer; the network has dense, dense_1",
            (await Refused("from-names", new TransferSpec { ParentModel = "from-names", Freeze = ["conv"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ModelOfAnotherArchitecture_IsRefused()
    {
        await Parent("from-other");
        await silo.Grains.CreateModel("from-other-child", Samples.Classifier(hidden: 9));

        Assert.Contains("exists and has another architecture",
            (await Refused("from-other-child", new TransferSpec { ParentModel = "from-other" })).Message, StringComparison.Ordinal);
    }

    private async Task<ModelVersionReport> Parent(string name)
    {
        await silo.Grains.CreateModel(name, Samples.Classifier());
        return await Train(name, "blobs", 20, null);
    }

    private async Task<ModelVersionReport> Train(string model, string dataset, int epochs, TransferSpec? transfer, double learningRate = 0.05)
    {
        var run = silo.Grains.GetGrain<ITrainingRun>($"run-{model}{(transfer?.ParentModel == model ? "-more" : "")}");
        await run.Start(Samples.Training(model, dataset, epochs) with { Transfer = transfer, LearningRate = learningRate });
        var ended = await run.Ended();
        Assert.True(ended.State == RunState.Completed, ended.Error);
        return await silo.Grains.GetGrain<IModel>(model).Resolve(ended.ModelVersion);
    }

    private Task<InvalidArgumentException> Refused(string model, TransferSpec transfer, string optimizer = "adam") =>
        Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.GetGrain<ITrainingRun>($"run-{model}-refused")
            .Start(Samples.Training(model, "blobs", 1) with { Transfer = transfer, Optimizer = optimizer }));

    private async Task<double> Accuracy(string model, string dataset) =>
        (await silo.Grains.GetGrain<IPredictor>(model).Evaluate(null, new DatasetSlice(dataset, null, "test"))).Metrics["accuracy"];

    private Task<IReadOnlyList<NamedTensor>> Weights(ModelVersionReport version) => silo.Silo.Get<TensorStore>().Load(version.WeightsSha256);

    private async Task<Dictionary<string, string>> Features()
    {
        var found = new Dictionary<string, string>();
        await foreach (var blob in silo.Silo.Blobs.List("features/")) found[blob.Name] = blob.ETag;
        return found;
    }

    private async Task ImportTwoClasses(string name)
    {
        var csv = new StringBuilder("x,y,side\n");
        for (var i = 0; i < 60; i++) csv.Append(CultureInfo.InvariantCulture, $"{(i % 2 * 6) + (i % 7 / 7.0)},{i % 5},{(i % 2 == 0 ? "left" : "right")}\n");
        await silo.Silo.ImportCsv(name, csv.ToString(), new DatasetImportSpec { Format = DataFormat.Csv, TestRows = 20 });
    }

    private static bool Same(IReadOnlyList<NamedTensor> one, IReadOnlyList<NamedTensor> other, string name) =>
        one.Single(tensor => tensor.Name == name).Data.Span.SequenceEqual(other.Single(tensor => tensor.Name == name).Data.Span);
}
