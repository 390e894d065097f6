using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Tests.Datasets.Import;

/// <summary>Data sets whose facts are published or were counted with pandas.</summary>
public sealed class KnownFilesTests : IDisposable
{
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_Digits_Has1797RowsOf64Pixels()
    {
        var version = await _bench.ImportFiles(ImportBench.Csv with { TestRows = 797 }, Path.Combine(AppContext.BaseDirectory, "digits.csv.gz"));

        Assert.Equal([64], version.Features.Shape);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), version.Target.Labels);
        Assert.Equal([1000L, 797L], version.Splits.Select(s => s.Examples));
        // numpy.bincount of scikit-learn's load_digits().target
        Assert.Equal([178L, 182, 177, 183, 181, 182, 181, 179, 174, 180], version.Splits[0].ClassCounts.Zip(version.Splits[1].ClassCounts, (a, b) => a + b));
        var examples = await _bench.Examples(version);
        Assert.Equal([0f, 0, 5, 13, 9, 1, 0, 0], examples[0].Features[..8]);
        Assert.All(examples, e => Assert.All(e.Features, pixel => Assert.InRange(pixel, 0, 16)));
    }

    [Fact]
    public async Task Import_CourseBoundary_Splits630And158Stratified()
    {
        var path = SharedData.Require("course/mlp_task1_data.csv");

        var version = await _bench.ImportFiles(ImportBench.Csv with { TestFraction = 0.2, Stratify = true }, path);

        Assert.Equal(["x1", "x2"], version.Features.Names);
        Assert.Equal([(630L, 317L, 313L), (158L, 79L, 79L)], version.Splits.Select(s => (s.Examples, s.ClassCounts[0], s.ClassCounts[1])));
    }

    [Fact]
    public async Task Import_CourseCurve_HasValues()
    {
        var version = await _bench.ImportFiles(ImportBench.Csv, SharedData.Require("course/transfer_data1.csv"));

        Assert.Equal((101L, TargetKind.Value), (version.Splits[0].Examples, version.Target.Kind));
        var (features, target) = (await _bench.Examples(version))[0];
        Assert.Equal((-10f, 0.544021111f), (features[0], target));
    }

    [Fact]
    public async Task Import_CourseSecondCurve_Has88Rows() =>
        Assert.Equal(88, (await _bench.ImportFiles(ImportBench.Csv, SharedData.Require("course/transfer_data2.csv"))).Splits[0].Examples);

    [Theory]
    [InlineData("course/rnn_task1_data_train.csv", 1219)]
    [InlineData("course/rnn_task1_data_test.csv", 168)]
    public async Task Import_CoursePrices_PredictsTheCloseWithoutTheDate(string path, int rows)
    {
        var spec = ImportBench.Csv with { LabelColumn = "close", IgnoreColumns = ["date"] };

        var version = await _bench.ImportFiles(spec, SharedData.Require(path));

        Assert.Equal(["open", "high", "low", "volume"], version.Features.Names);
        Assert.Equal((rows, TargetKind.Value), (version.Splits[0].Examples, version.Target.Kind));
        if (rows == 1219) Assert.Equal(1219.5013f, (await _bench.Examples(version)).Max(e => e.Target));
    }

    public void Dispose() => _bench.Dispose();
}
