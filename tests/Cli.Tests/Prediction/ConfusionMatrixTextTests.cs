using DistributedDL.Cli.Prediction;

namespace DistributedDL.Cli.Tests.Prediction;

public sealed class ConfusionMatrixTextTests
{
    [Fact]
    public void Write_TwoClasses_HasCountsAndRecall()
    {
        var text = Ddl.Text(output => ConfusionMatrixText.Write(output, ["cat", "dog"], [8, 2, 0, 5]));

        Assert.Contains("cat       8   2   80.0 %", text, StringComparison.Ordinal);
        Assert.Contains("dog       ·   5  100.0 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TenClassesOfThousands_FitsInEightyColumns()
    {
        var labels = Enumerable.Range(0, 10).Select(i => $"{i}").ToList();

        var text = Ddl.Text(output => ConfusionMatrixText.Write(output, labels, [.. Enumerable.Repeat(1000L, 100)], "  "));

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("recall", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TooManyClasses_ListsTheWorstConfusions()
    {
        var labels = Enumerable.Range(0, 50).Select(i => $"class{i}").ToList();
        var matrix = new long[2_500];
        matrix[3 * 50 + 7] = 42;

        var text = Ddl.Text(output => ConfusionMatrixText.Write(output, labels, matrix));

        Assert.Contains("class3  class7           42", text, StringComparison.Ordinal);
    }
}
