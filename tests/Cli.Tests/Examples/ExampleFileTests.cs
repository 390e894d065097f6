using System.IO.Compression;
using System.Text;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Examples;

namespace DistributedDL.Cli.Tests.Examples;

public sealed class ExampleFileTests
{
    [Fact]
    public void Rows_HeaderWithTarget_AreFeaturesInTheModelsOrder()
    {
        using var csv = new TempFile("b,label,a\n2,yes,1\n4,no,3\n");

        var rows = Read(csv.Path, ["a", "b"], 2, "label");

        Assert.Equal([1f, 2f], rows[0].Features);
        Assert.Equal([("yes", 2), ("no", 3)], rows.Select(row => (row.Target, row.Line)));
    }

    [Fact]
    public void Rows_NoHeader_BeginWithTheFirstLine()
    {
        using var csv = new TempFile("1,2,0\n3,4,1\n");

        var rows = Read(csv.Path, [], 2, "2");

        Assert.Equal([1f, 2f, 3f, 4f], rows.SelectMany(row => row.Features));
        Assert.Equal(["0", "1"], rows.Select(row => row.Target));
    }

    [Fact]
    public void Rows_MarkQuotesBlankLinesAndCarriageReturns_ReadAsOthers()
    {
        using var csv = new TempFile([0xEF, 0xBB, 0xBF, .. "x,\"y\"\r\n\r\n\"1\",\"a, b\"\r\n"u8]);

        var row = Assert.Single(Read(csv.Path, ["x"], 1, "y"));

        Assert.Equal((1f, "a, b"), (row.Features[0], row.Target));
    }

    [Fact]
    public void Rows_Gzipped_AreTheSame()
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true)) zip.Write(Encoding.UTF8.GetBytes("1,2\n3,4\n"));
        using var csv = new TempFile(bytes.ToArray());

        Assert.Equal(2, Read(csv.Path, [], 2, null).Count);
    }

    [Fact]
    public void Rows_TargetColumnNotAskedFor_IsLeftOutByName()
    {
        using var csv = new TempFile("a,b,label\n1,2,yes\n");

        Assert.Equal([1f, 2f], Assert.Single(Read(csv.Path, ["a", "b"], 2, null)).Features);
    }

    [Theory]
    [InlineData("a,b,y\n1,x,0\n", "line 2, column 'b': 'x' is not a finite number")]
    [InlineData("a,b,y\n1,2,0\n1,nan,0\n", "line 3, column 'b': 'nan' is not a finite number")]
    [InlineData("a,b,y\n1,,0\n", "line 2, column 'b': '' is not a finite number")]
    [InlineData("a,b,y\n1,2\n", "line 2: 2 columns; the first row has 3")]
    [InlineData("a,y\n1,0\n", "has 1 feature columns; the model takes 2")]
    [InlineData("a,b,c\n1,2,0\n", "has no column 'y'")]
    public void Rows_WrongContent_NamesFileLineAndColumn(string text, string said)
    {
        using var csv = new TempFile(text);

        var e = Assert.Throws<CommandFailedException>(() => Read(csv.Path, [], 2, "y"));

        Assert.StartsWith(csv.Path, e.Message, StringComparison.Ordinal);
        Assert.EndsWith(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EmptyFile_SaysSo()
    {
        using var csv = new TempFile("");

        Assert.Contains("is empty", Assert.Throws<CommandFailedException>(() => Read(csv.Path, [], 2, "y")).Message, StringComparison.Ordinal);
    }

    private static List<ExampleRow> Read(string path, string[] names, int width, string? target)
    {
        using var file = ExampleFile.Open(path, names, width, target);
        return [.. file.Rows()];
    }
}
