using System.Text;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Tests.Datasets.Import.Csv;

public sealed class CsvImportTests : IDisposable
{
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_HeaderAndClasses_HasSchemaLabelsAndExamples()
    {
        var version = await _bench.Import(ImportBench.Csv, "x1,x2,y\n1,2,0\n3.5,-4e1,1\n5,6,0\n");

        Assert.Equal([2], version.Features.Shape);
        Assert.Equal(ElementType.F32, version.Features.ElementType);
        Assert.Equal(["x1", "x2"], version.Features.Names);
        Assert.Equal(("y", TargetKind.Class), (version.Target.Name, version.Target.Kind));
        Assert.Equal(["0", "1"], version.Target.Labels);
        Assert.Equal(ImportBench.Now, version.CreatedAt);
        var train = Assert.Single(version.Splits);
        Assert.Equal((Split.Train, 3L), (train.Name, train.Examples));
        Assert.Equal([2L, 1L], train.ClassCounts);
        var examples = await _bench.Examples(version);
        Assert.Equal([3.5f, -40f], examples[1].Features);
        Assert.Equal([0f, 1f, 0f], examples.Select(e => e.Target));
    }

    [Theory]
    [InlineData("x1,x2,y\r\n1,2,0\r\n3,4,1\r\n")]
    [InlineData("x1,x2,y\r1,2,0\r3,4,1\r")]
    [InlineData("\uFEFFx1,x2,y\n1,2,0\n3,4,1")]
    [InlineData("\uFEFF\"x1\",\"x2\",\"y\"\r\n\"1\",\"2\",\"0\"\r\n\r\n\"3\",\"4\",\"1\"\r\n   \r\n")]
    [InlineData("\n\nx1,x2,y\n 1 ,\t2,0 \n3,4,1\n\n")]
    public async Task Import_MarksQuotesAndLineEnds_ReadsTheSameExamples(string csv)
    {
        var version = await _bench.Import(ImportBench.Csv, csv);

        Assert.Equal(["x1", "x2"], version.Features.Names);
        Assert.Equal(["0", "1"], version.Target.Labels);
        var examples = await _bench.Examples(version);
        Assert.Equal([1f, 2f], examples[0].Features);
        Assert.Equal([3f, 4f], examples[1].Features);
    }

    [Fact]
    public async Task Import_Utf16WithMark_IsRead()
    {
        var version = await _bench.Import(ImportBench.Csv, ("data.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("größe,y\n1,ä\n2,b\n")]));

        Assert.Equal(["größe"], version.Features.Names);
        Assert.Equal(["b", "ä"], version.Target.Labels);
    }

    [Theory]
    [InlineData("data.csv")]
    [InlineData("data.csv.gz")]
    public async Task Import_Gzip_IsKnownByItsBytesNotItsName(string name)
    {
        var version = await _bench.Import(ImportBench.Csv, (name, ImportBench.Gzip("1,0\n2,1\n"u8.ToArray())));

        Assert.Equal(2, version.Splits[0].Examples);
        Assert.Empty(version.Features.Names);
        Assert.Equal("target", version.Target.Name);
    }

    [Fact]
    public async Task Import_QuotedLabels_KeepCommasQuotesAndLineBreaks()
    {
        var version = await _bench.Import(ImportBench.Csv, "x,y\n1,\"a, \"\"b\"\"\"\n2,\"c\nd\"\n");

        Assert.Equal(["a, \"b\"", "c\nd"], version.Target.Labels);
    }

    [Theory]
    [InlineData("y", "y,a,b\n0,1,2\n1,3,4\n")]
    [InlineData("0", "y,a,b\n0,1,2\n1,3,4\n")]
    [InlineData("1", "1,0,2\n3,1,4\n")]
    [InlineData(null, "1,2,0\n3,4,1\n")]
    public async Task Import_LabelColumn_IsFoundByNameOrIndex(string? column, string csv)
    {
        var version = await _bench.Import(ImportBench.Csv with { LabelColumn = column }, csv);

        var examples = await _bench.Examples(version);
        Assert.Equal([0f, 1f], examples.Select(e => e.Target));
        Assert.Equal([1f, 2f], examples[0].Features);
    }

    [Fact]
    public async Task Import_IgnoredColumns_MayHoldAnything()
    {
        var spec = ImportBench.Csv with { IgnoreColumns = ["date", "3"] };
        var version = await _bench.Import(spec, "date,a,b,note,y\n2015/1/5,1,2,,0.5\n2015/1/6,3,4,hm,0.25\n");

        Assert.Equal(["a", "b"], version.Features.Names);
        var examples = await _bench.Examples(version);
        Assert.Equal([3f, 4f], examples[1].Features);
    }

    [Fact]
    public async Task Import_HeaderSaidToBeAbsent_ReadsTheFirstRowAsExample()
    {
        var faults = await _bench.Faults(ImportBench.Csv with { HasHeader = false }, "a,b\n1,2\n");

        Assert.Equal(("data.csv", "row 1, column '0': 'a' is not a number"), (faults[0].Field, faults[0].Description));
    }

    [Fact]
    public async Task Import_HeaderOfNumbersSaidToBePresent_NamesTheColumns()
    {
        var version = await _bench.Import(ImportBench.Csv with { HasHeader = true }, "10,11,12\n1,2,0\n3,4,1\n");

        Assert.Equal(["10", "11"], version.Features.Names);
        Assert.Equal(2, version.Splits[0].Examples);
    }

    [Fact]
    public async Task Import_EmptyHeaderCell_IsNamedByItsIndex() =>
        Assert.Equal(["0", "a"], (await _bench.Import(ImportBench.Csv, ",a,y\n0,1,2\n1,3,4\n")).Features.Names);

    public void Dispose() => _bench.Dispose();
}
