using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Tests.Prediction;

public sealed class PredictorTests(SharedSilo silo)
{
    [Fact]
    public async Task Predict_LiveVersion_GivesProbabilitiesAndTheSignature()
    {
        var predictor = await Trained("p-live");

        var report = await predictor.Predict(null, [0.5f, 0.5f, 4.5f, 5.5f, 8.5f, 0.5f]);

        Assert.Equal((1, 3, 9), (report.Version, report.OutputWidth, report.Outputs.Length));
        Assert.Equal(["a", "b", "c"], report.Signature.Labels);
        for (var row = 0; row < 3; row++)
        {
            var outputs = report.Outputs[(3 * row)..(3 * row + 3)];
            Assert.Equal(row, Array.IndexOf(outputs, outputs.Max()));
            Assert.Equal(1, outputs.Sum(), 1e-5);
        }
    }

    [Fact]
    public async Task Predict_ManyAtOnce_EqualsOneByOne()
    {
        var predictor = await Trained("p-many");
        float[] Row(int i) => [i % 9, i % 7];
        var expected = new float[200][];
        for (var i = 0; i < expected.Length; i++) expected[i] = (await predictor.Predict(null, Row(i))).Outputs;

        var together = await Task.WhenAll(Enumerable.Range(0, expected.Length).Select(i => predictor.Predict(null, Row(i))));

        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], together[i].Outputs);
    }

    [Fact]
    public async Task Predict_BadFeatures_NamesCountWidthAndPlace()
    {
        var predictor = await Trained("p-bad");

        var width = await Assert.ThrowsAsync<InvalidArgumentException>(() => predictor.Predict(null, [1, 2, 3]));
        var none = await Assert.ThrowsAsync<InvalidArgumentException>(() => predictor.Predict(null, []));
        var nan = await Assert.ThrowsAsync<InvalidArgumentException>(() => predictor.Predict(null, [1, 2, float.NaN, 4]));

        Assert.Equal("features: 3 numbers given; model 'p-bad' takes rows of 2", width.Message);
        Assert.Contains("0 numbers given", none.Message, StringComparison.Ordinal);
        Assert.Contains("NaN in row 1, column 0", nan.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_NoModelOrVersion_SaysWhich()
    {
        await silo.Grains.CreateModel("p-none", Samples.Classifier());
        var predictor = silo.Grains.GetGrain<IPredictor>("p-none");

        await Assert.ThrowsAsync<PreconditionException>(() => predictor.Predict(null, [1, 2]));
        Assert.Equal("p-none@7", (await Assert.ThrowsAsync<ResourceNotFoundException>(() => predictor.Predict(7, [1, 2]))).Name);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => silo.Grains.GetGrain<IPredictor>("p-no-such").Predict(null, [1, 2]));
    }

    [Fact]
    public async Task Predict_AfterPromotion_UsesTheNewVersion()
    {
        var predictor = await Trained("p-promote");
        await Train("p-promote", "p-promote-2", seed: 99);
        var model = silo.Grains.GetGrain<IModel>("p-promote");

        Assert.Equal(2, (await predictor.Predict(null, [1, 2])).Version);
        await model.Rollback();
        Assert.Equal(1, (await predictor.Predict(null, [1, 2])).Version);
        Assert.Equal(2, (await predictor.Predict(2, [1, 2])).Version);
    }

    [Fact]
    public async Task PredictDataset_Slices_AgreeWithPredict()
    {
        var predictor = await Trained("p-slices");

        var all = await predictor.PredictDataset(null, new DatasetSlice("blobs", null, null));
        var part = await predictor.PredictDataset(null, new DatasetSlice("blobs", 1, null, Offset: 55, Limit: 10));
        var test = await predictor.PredictDataset(null, new DatasetSlice("blobs", null, "test", Offset: 25));
        var behind = await predictor.PredictDataset(null, new DatasetSlice("blobs", null, "test", Offset: 1_000));

        Assert.Equal(90 * 3, all.Outputs.Length);
        Assert.Equal(all.Outputs[(55 * 3)..(65 * 3)], part.Outputs);
        Assert.Equal(all.Outputs[(85 * 3)..], test.Outputs);
        Assert.Empty(behind.Outputs);
    }

    [Fact]
    public async Task PredictDataset_BadSlices_NamesTheFault()
    {
        var predictor = await Trained("p-slice-faults");

        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => predictor.PredictDataset(null, new DatasetSlice("blobs", null, "tset", -1, 0)));
        Assert.Equal(["offset", "limit", "split"], refused.Violations.Select(violation => violation.Field));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => predictor.PredictDataset(null, new DatasetSlice("no-such", null, null)));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => predictor.PredictDataset(null, new DatasetSlice("blobs", 8, null)));
        Assert.Contains("takes rows of 2", (await Assert.ThrowsAsync<InvalidArgumentException>(() => predictor.PredictDataset(null, new DatasetSlice("line", null, null)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_LabelsInAnotherOrder_AreMatchedByName()
    {
        var predictor = await Trained("p-labels");
        var spec = new DatasetImportSpec { Format = DataFormat.Csv, TestRows = 2 };
        // The first label met is 'c': stored indices differ from the version's.
        await silo.Silo.ImportCsv("p-reordered", "x,y,kind\n8.5,0.5,c\n4.5,5.5,b\n0.5,0.5,a\n8.2,0.3,c\n", spec);

        var report = await predictor.Evaluate(null, new DatasetSlice("p-reordered", null, null));

        Assert.Equal((4, 1.0, "all"), (report.Examples, report.Metrics["accuracy"], report.Split));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 2], report.ConfusionMatrix);
    }

    [Fact]
    public async Task Evaluate_FaultyRequests_NameLabelSplitAndWidth()
    {
        var predictor = await Trained("p-evaluate-faults");
        await silo.Silo.ImportCsv("p-stranger", "x,y,kind\n1,1,a\n2,2,zebra\n", new DatasetImportSpec { Format = DataFormat.Csv });

        async Task<string> Refused(DatasetSlice slice) => (await Assert.ThrowsAsync<InvalidArgumentException>(() => predictor.Evaluate(null, slice))).Message;
        Assert.Contains("'zebra'", await Refused(new DatasetSlice("p-stranger", null, null)), StringComparison.Ordinal);
        Assert.Contains("train (60), test (30)", await Refused(new DatasetSlice("blobs", null, "validation")), StringComparison.Ordinal);
        Assert.Contains("takes rows of 2", await Refused(new DatasetSlice("line", null, "test")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_Values_ReportsR2()
    {
        await silo.Grains.CreateModel("p-line", Samples.Regressor);
        var run = silo.Grains.GetGrain<ITrainingRun>("p-line-run");
        await run.Start(Samples.Training("p-line", "line", epochs: 300));
        await run.Ended();

        var report = await silo.Grains.GetGrain<IPredictor>("p-line").Evaluate(null, new DatasetSlice("line", null, "test"));

        Assert.True(report.Metrics["r2"] > 0.99, $"r2 {report.Metrics["r2"]}");
        Assert.Empty(report.ConfusionMatrix);
    }

    private async Task<IPredictor> Trained(string model)
    {
        await silo.Grains.CreateModel(model, Samples.Classifier());
        await Train(model, $"{model}-1", seed: 7);
        return silo.Grains.GetGrain<IPredictor>(model);
    }

    private async Task Train(string model, string run, long seed)
    {
        var grain = silo.Grains.GetGrain<ITrainingRun>(run);
        await grain.Start(Samples.Training(model, "blobs", epochs: 30) with { Seed = seed });
        Assert.Equal(RunState.Completed, (await grain.Ended()).State);
    }
}
