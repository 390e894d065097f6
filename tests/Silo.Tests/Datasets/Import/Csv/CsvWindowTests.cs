using System.Text;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Tests.Datasets.Import.Csv;

public sealed class CsvWindowTests : IDisposable
{
    private const string Series = "day,open,close\nmon,1,10\ntue,2,20\nwed,3,30\nthu,4,40\nfri,5,50\n";
    private static readonly DatasetImportSpec Spec = ImportBench.Csv with { Columns = ["close"], WindowSteps = 2 };
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_Window_HasStepsOfTheColumnAndTheNextValue()
    {
        var version = await _bench.Import(Spec, Series);

        Assert.Equal([2, 1], version.Features.Shape);
        Assert.Equal(("close", TargetKind.Value), (version.Target.Name, version.Target.Kind));
        var examples = await _bench.Examples(version);
        Assert.Equal([30f, 40, 50], examples.Select(example => example.Target));
        Assert.Equal([10f, 20, 20, 30, 30, 40], examples.SelectMany(example => example.Features));
    }

    [Fact]
    public async Task Import_WindowOfTwoColumns_TakesThemInTheOrderGiven()
    {
        var version = await _bench.Import(Spec with { Columns = ["close", "open"], LabelColumn = "open" }, Series);

        Assert.Equal([2, 2], version.Features.Shape);
        var examples = await _bench.Examples(version);
        Assert.Equal([10f, 1, 20, 2], examples[0].Features);
        Assert.Equal([3f, 4, 5], examples.Select(example => example.Target));
    }

    [Fact]
    public async Task Import_Stride_SkipsStarts()
    {
        var version = await _bench.Import(Spec with { WindowStride = 2 }, Series);

        Assert.Equal([30f, 50], (await _bench.Examples(version)).Select(example => example.Target));
    }

    [Fact]
    public async Task Import_InOrder_CutsTheSplitsOffTheEnd()
    {
        var rows = "x\n" + string.Concat(Enumerable.Range(1, 11).Select(i => $"{i}\n"));

        var version = await _bench.Import(Spec with { Columns = [], WindowSteps = 1, InOrder = true, TestFraction = 0.2, ValidationFraction = 0.3 }, rows);

        Assert.Equal([2f, 3, 4, 5, 6], (await _bench.Examples(version)).Select(example => example.Target));
        Assert.Equal([7f, 8, 9], (await _bench.Examples(version, Split.Validation)).Select(example => example.Target));
        Assert.Equal([10f, 11], (await _bench.Examples(version, Split.Test)).Select(example => example.Target));
    }

    [Fact]
    public async Task Import_FileASplit_WindowsDoNotCrossThem()
    {
        var version = await _bench.ImportSplits(Spec, (Split.Train, Encoding.UTF8.GetBytes(Series)), (Split.Test, "day,open,close\nsat,6,60\nsun,7,70\nmon,8,80\n"u8.ToArray()));

        var test = Assert.Single(await _bench.Examples(version, Split.Test));
        Assert.Equal([60f, 70], test.Features);
        Assert.Equal(80, test.Target);
        Assert.Equal(3, version.Splits[0].Examples);
    }

    [Fact]
    public async Task Import_CoursePrices_Has1209Windows()
    {
        var paths = (Train: SharedData.Require("course/rnn_task1_data_train.csv"), Test: SharedData.Require("course/rnn_task1_data_test.csv"));

        var version = await _bench.ImportSplits(Spec with { WindowSteps = 10 },
            (Split.Train, await File.ReadAllBytesAsync(paths.Train, TestContext.Current.CancellationToken)),
            (Split.Test, await File.ReadAllBytesAsync(paths.Test, TestContext.Current.CancellationToken)));

        Assert.Equal([10, 1], version.Features.Shape);
        Assert.Equal([1209L, 158L], version.Splits.Select(split => split.Examples));
        var (features, _) = (await _bench.Examples(version))[0];
        Assert.Equal((167.54f, 163.6601f), (features[0], features[1]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(100_000)]
    public async Task Import_WindowLongerThanTheData_IsRefused(int steps) =>
        Assert.Equal($"window_steps: {steps} steps and the target after them are longer than 'data.csv', which has 5 rows", await _bench.Fault(Spec with { WindowSteps = steps }, Series));

    [Theory]
    [InlineData(-1, 0, "window_steps: -1 is not within 1 to 100000")]
    [InlineData(100_001, 0, "window_steps: 100001 is not within 1 to 100000")]
    [InlineData(2, -1, "window_stride: -1 is negative; it must be 1 or more")]
    [InlineData(0, 2, "window_stride: 2 needs window_steps")]
    public async Task Import_WindowOutOfBounds_IsRefused(int steps, int stride, string fault) =>
        Assert.Equal(fault, await _bench.Fault(Spec with { Columns = [], WindowSteps = steps, WindowStride = stride }, Series));

    [Fact]
    public async Task Import_TextWithinTheSeries_NamesRowAndColumn() =>
        Assert.Equal("data.csv: row 4, column 'close': 'x' is not a number", await _bench.Fault(Spec, Series.Replace("30", "x", StringComparison.Ordinal)));

    [Theory]
    [InlineData("volume", null, "columns[0]: there is no column 'volume'; known are 'day', 'open', 'close', or the indices 0 to 2")]
    [InlineData("open", "close", "columns: the target 'close' is not among them")]
    public async Task Import_ColumnsThatDoNotFit_AreNamed(string column, string? target, string fault) =>
        Assert.Contains(fault, (await _bench.Faults(Spec with { Columns = [column], LabelColumn = target }, ("data.csv", Encoding.UTF8.GetBytes(Series)))).Select(found => $"{found.Field}: {found.Description}"));

    [Fact]
    public async Task Import_InOrderWithoutShare_IsRefused() =>
        Assert.Equal("in_order: there is nothing to cut off; give test_fraction or validation_fraction", await _bench.Fault(Spec with { InOrder = true }, Series));

    [Fact]
    public async Task Import_OtherColumnsInTheSecondFile_AreNamed()
    {
        var failure = await Assert.ThrowsAsync<Contracts.Errors.InvalidArgumentException>(() =>
            _bench.ImportSplits(ImportBench.Csv, (Split.Train, "a,y\n1,0\n2,1\n"u8.ToArray()), (Split.Test, "b,y\n1,0\n"u8.ToArray())));

        Assert.Equal("its columns (b, y) are not those of 'train' (a, y)", Assert.Single(failure.Violations).Description);
    }

    public void Dispose() => _bench.Dispose();
}
