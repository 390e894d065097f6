using DistributedDL.Bench.Processes;

namespace DistributedDL.Bench.Tests.Processes;

public sealed class MetricsPageTests
{
    private const string Page =
        """
        # TYPE sent_bytes counter
        sent_bytes{model="a b",direction="sent"} 12 1700000000000
        sent_bytes{model="c",direction="sent"} 1.5e3
        sent_bytes{model="c",direction="received"} 7
        sent_bytes_more 100
        depth 3
        """;

    [Theory]
    [InlineData("sent_bytes", "direction=\"sent\"", 1512)]
    [InlineData("sent_bytes", "", 1519)]
    [InlineData("depth", "", 3)]
    [InlineData("absent", "", 0)]
    public void Sum_OfASeries_AddsThoseWithTheLabel(string metric, string label, double sum) => Assert.Equal(sum, MetricsPage.Sum(Page, metric, label));
}
