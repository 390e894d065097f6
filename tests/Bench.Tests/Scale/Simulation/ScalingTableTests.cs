using DistributedDL.Bench.Processes;
using DistributedDL.Bench.Scale.Simulation;

namespace DistributedDL.Bench.Tests.Scale.Simulation;

public sealed class ScalingTableTests
{
    /// <summary>After a change of the model: <c>./ddl bench scaling-table</c>, and its output into the document.</summary>
    [Fact]
    public void Text_IsWhatTheDocumentShows()
    {
        var document = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "scaling.md"));
        Assert.All(ScalingTable.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line, document, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_IsTheSameEachTime() => Assert.Equal(ScalingTable.Text(), ScalingTable.Text());
}
