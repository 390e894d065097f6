using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Tests.Terminal;

public sealed class ColumnsTests
{
    [Fact]
    public void Write_TextAndNumbers_AlignsTextLeftAndNumbersRight()
    {
        var table = new Columns("NAME", "SIZE").Add("a", "1").Add("longer", "123").Add("c", Figures.None);

        Assert.Equal("NAME    SIZE\na          1\nlonger   123\nc          –\n", Ddl.Text(output => table.Write(output)));
    }

    [Fact]
    public void Write_NoTitles_HasNoHeaderLine() =>
        Assert.Equal("  loss  0.5\n", Ddl.Text(output => new Columns("", "").Add("loss", "0.5").Write(output, "  ")));
}
