using System.Globalization;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Tests.Datasets.Import.Csv;

public sealed class CsvTargetTests : IDisposable
{
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_NumericLabels_AreOrderedAsNumbersAndOneSpelling()
    {
        var version = await _bench.Import(ImportBench.Csv, "1,10\n1,2\n1,-1\n1,2.0\n1,02\n");

        Assert.Equal(["-1", "2", "10"], version.Target.Labels);
        Assert.Equal([1L, 3L, 1L], version.Splits[0].ClassCounts);
        Assert.Equal([2f, 1f, 0f, 1f, 1f], (await _bench.Examples(version)).Select(e => e.Target));
    }

    [Fact]
    public async Task Import_TextLabels_AreOrderedByCodePoints() =>
        Assert.Equal(["10", "B", "a", "b"], (await _bench.Import(ImportBench.Csv, "1,b\n1,B\n1,10\n1,a\n")).Target.Labels);

    [Theory]
    [InlineData(100, TargetKind.Class)]
    [InlineData(101, TargetKind.Value)]
    public async Task Import_DistinctWholeNumbers_AreClassesUpToAHundred(int distinct, TargetKind expected)
    {
        var rows = string.Concat(Enumerable.Range(0, 2 * distinct).Select(i => $"{i},{i % distinct}\n"));

        Assert.Equal(expected, (await _bench.Import(ImportBench.Csv, rows)).Target.Kind);
    }

    [Fact]
    public async Task Import_FractionalTargets_AreValues()
    {
        var version = await _bench.Import(ImportBench.Csv, "1,0.5\n2,-1e3\n");

        Assert.Equal(TargetKind.Value, version.Target.Kind);
        Assert.Empty(version.Target.Labels);
        Assert.Empty(version.Splits[0].ClassCounts);
        Assert.Equal([0.5f, -1000f], (await _bench.Examples(version)).Select(e => e.Target));
    }

    [Fact]
    public async Task Import_WholeNumbersAskedAsValues_AreValues() =>
        Assert.Equal(TargetKind.Value, (await _bench.Import(ImportBench.Csv with { Target = TargetKind.Value }, "1,0\n2,1\n")).Target.Kind);

    [Fact]
    public async Task Import_FractionsAskedAsClasses_AreClasses() =>
        Assert.Equal(["0.5", "1", "1.5"], (await _bench.Import(ImportBench.Csv with { Target = TargetKind.Class }, "1,1.5\n2,0.50\n3,1\n")).Target.Labels);

    [Fact]
    public async Task Import_LongNumbersAsLabels_StayApart() =>
        Assert.Equal(["9007199254740992", "9007199254740993"], (await _bench.Import(ImportBench.Csv, "1,9007199254740993\n2,9007199254740992\n")).Target.Labels);

    [Fact]
    public async Task Import_TextAmongFractions_IsAFaultNotAClass() =>
        Assert.Equal("data.csv: row 2, column 'target': 'n/a' is not a finite number", await _bench.Fault(ImportBench.Csv, "1,0.5\n2,n/a\n3,0.25\n"));

    [Theory]
    [InlineData(TargetKind.Infer, "1,0\n2,nan\n3,1\n", "'nan'")]
    [InlineData(TargetKind.Infer, "1,a\n2,NaN\n3,b\n", "'NaN'")]
    [InlineData(TargetKind.Value, "1,1\n2,Infinity\n3,1\n", "'Infinity'")]
    [InlineData(TargetKind.Value, "1,1\n2,1e39\n3,1\n", "'1e39'")]
    public async Task Import_TargetNotFinite_IsAFault(TargetKind asked, string csv, string text) =>
        Assert.Equal($"data.csv: row 2, column 'target': {text} is not a finite number", await _bench.Fault(ImportBench.Csv with { Target = asked }, csv));

    [Fact]
    public async Task Import_TooManyLabels_IsAFaultThatSaysTheBound()
    {
        var rows = string.Concat(Enumerable.Range(0, 10_001).Select(i => string.Create(CultureInfo.InvariantCulture, $"1,t{i}\n")));

        Assert.Equal("label_column: column 'target' has more than 10000 distinct labels; a class target has at most 10000", await _bench.Fault(ImportBench.Csv, rows));
    }

    public void Dispose() => _bench.Dispose();
}
