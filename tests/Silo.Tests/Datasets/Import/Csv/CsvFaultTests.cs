using DistributedDL.Silo.Datasets.Import.Csv;

namespace DistributedDL.Silo.Tests.Datasets.Import.Csv;

public sealed class CsvFaultTests : IDisposable
{
    private readonly ImportBench _bench = new();

    [Theory]
    [InlineData("a,b,y\n1,2,0\n1,2\n3,4,1\n", "row 3 has 2 columns; 3 are expected")]
    [InlineData("a,b,y\n1,2,0\n1,2,3,4\n3,4,1\n", "row 3 has 4 columns; 3 are expected")]
    [InlineData("a,b,y\n1,two,0\n", "row 2, column 'b': 'two' is not a number")]
    [InlineData("1,2,0\n3,x,1\n", "row 2, column '1': 'x' is not a number")]
    [InlineData("a,b,y\n1,NaN,0\n", "row 2, column 'b': 'NaN' is not a finite 32-bit number")]
    [InlineData("a,b,y\n-Infinity,1,0\n", "row 2, column 'a': '-Infinity' is not a finite 32-bit number")]
    [InlineData("a,b,y\n1e39,1,0\n", "row 2, column 'a': '1e39' is not a finite 32-bit number")]
    [InlineData("a,b,y\n1,,0\n", "row 2, column 'b': the cell is empty")]
    [InlineData("a,b,y\n1,2,\n", "row 2, column 'y': the cell is empty")]
    [InlineData("a,b,y\n", "the file has a header only, and no example")]
    [InlineData("\n \n\n", "the file is empty")]
    [InlineData("a,a,y\n1,2,0\n", "the header names 'a' 2 times (columns 0, 1, counted from 0)")]
    [InlineData("a;b;y\n1;2;0\n", "no feature column: the file has 1 column (the first row has ';' in it; columns are separated by commas), one is the target and 0 are left out")]
    [InlineData("y\n0\n1\n", "no feature column: the file has 1 column, one is the target and 0 are left out")]
    [InlineData("a,y\n1\"2,0\n", "row 2: a quote inside a cell that does not begin with one", "row 2, column 'a': '1\"2' is not a number")]
    [InlineData("a,y\n1,\"0\n2,1\n", "row 2: a quote that opens here is never closed")]
    public async Task Import_BadRow_NamesRowAndColumn(string csv, params string[] expected)
    {
        var faults = await _bench.Faults(ImportBench.Csv, csv);

        Assert.All(faults, fault => Assert.Equal("data.csv", fault.Field));
        Assert.Equal(expected, faults.Select(fault => fault.Description));
    }

    [Fact]
    public async Task Import_RowAfterQuotedLineBreaksAndBlankLines_IsCountedAsAnEditorShowsIt() =>
        Assert.Equal("data.csv: row 7, column 'a': 'x' is not a number", await _bench.Fault(ImportBench.Csv, "\na,y\n1,\"p\nq\"\n\n2,r\nx,s\n"));

    [Fact]
    public async Task Import_EmptyFile_IsNamed() => Assert.Equal("data.csv: the file is empty", await _bench.Fault(ImportBench.Csv, ""));

    [Fact]
    public async Task Import_ManyFaults_ShowsTwentyAndCountsTheRest()
    {
        var faults = await _bench.Faults(ImportBench.Csv, "a,y\n" + string.Concat(Enumerable.Repeat("x,0\n", 1500)));

        Assert.Equal(21, faults.Count);
        Assert.Equal("row 21, column 'a': 'x' is not a number", faults[19].Description);
        Assert.Equal("and 1,480 more faults", faults[20].Description);
    }

    [Fact]
    public async Task Import_ManyTextsAmongValues_CountsThemAll()
    {
        var faults = await _bench.Faults(ImportBench.Csv, "1,0.5\n" + string.Concat(Enumerable.Repeat("1,bad\n", 30)));

        Assert.Equal(21, faults.Count);
        Assert.Equal("and 10 more faults", faults[20].Description);
    }

    [Fact]
    public async Task Import_SeveralFaultsInARow_NamesEach()
    {
        var faults = await _bench.Faults(ImportBench.Csv, "a,b,y\nx,,0\n1,2,1\n");

        Assert.Equal(["row 2, column 'a': 'x' is not a number", "row 2, column 'b': the cell is empty"], faults.Select(fault => fault.Description));
    }

    [Theory]
    [InlineData("z", "label_column: there is no column 'z'; known are 'a', '2', 'y', or the indices 0 to 2")]
    [InlineData("7", "label_column: there is no column '7'; known are 'a', '2', 'y', or the indices 0 to 2")]
    [InlineData("-1", "label_column: there is no column '-1'; known are 'a', '2', 'y', or the indices 0 to 2")]
    [InlineData("2", "label_column: '2' is ambiguous: it names column 1 and column 2, counted from 0")]
    public async Task Import_LabelColumnNotOne_SaysTheKnownOnes(string column, string expected) =>
        Assert.Equal(expected, await _bench.Fault(ImportBench.Csv with { LabelColumn = column, HasHeader = true }, "a,2,y\n1,2,0\n"));

    [Fact]
    public async Task Import_IgnoredColumns_FaultsAreCollected()
    {
        var faults = await _bench.Faults(ImportBench.Csv with { IgnoreColumns = ["q", "y"] }, "a,b,y\n1,2,0\n");

        Assert.Equal(["ignore_columns[0]", "ignore_columns"], faults.Select(fault => fault.Field));
        Assert.Equal("column 'y' is the target and cannot be left out", faults[1].Description);
    }

    [Fact]
    public async Task Import_TwoFiles_AreRefused() =>
        Assert.Equal("files: 2 files were given; a CSV import reads one, or one for each split", await _bench.Fault(ImportBench.Csv, ("a.csv", "1,0\n"u8.ToArray()), ("b.csv", "1,0\n"u8.ToArray())));

    [Fact]
    public async Task Import_NoFile_IsRefused() => Assert.Equal("files: no file was given", await _bench.Fault(ImportBench.Csv, []));

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(30)]
    public async Task Import_GzipCutOff_IsAFault(int missing)
    {
        var packed = ImportBench.Gzip(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i * 7919 % 1000},{i % 2}\n"))));

        var faults = await _bench.Faults(ImportBench.Csv, ("data.csv", packed[..^missing]));

        Assert.Contains(faults, fault => fault.Field == "data.csv" && fault.Description.StartsWith("the gzip data are cut off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_RowWithoutEnd_IsRefusedBeforeItFillsTheMemory()
    {
        var huge = new byte[CsvRows.MaxRowBytes + (1 << 20)];
        Array.Fill(huge, (byte)'7');

        var fault = await _bench.Fault(ImportBench.Csv, ("data.csv", [.. "a,y\n"u8, .. huge]));

        Assert.Equal($"data.csv: row 2: longer than {CsvRows.MaxRowBytes} bytes; is a quote never closed?", fault);
    }

    public void Dispose() => _bench.Dispose();
}
