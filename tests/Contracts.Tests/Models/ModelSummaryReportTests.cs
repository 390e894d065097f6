using DistributedDL.Contracts.Models;

namespace DistributedDL.Contracts.Tests.Models;

public sealed class ModelSummaryReportTests
{
    [Fact]
    public void Parameters_OfLayers_AreTheirSums()
    {
        var summary = new ModelSummaryReport("net", [4], [new("standardize", "standardize", [4], 9, 0), new("dense", "dense", [2], 10, 10)]);

        Assert.Equal((19, 10), (summary.Parameters, summary.TrainableParameters));
    }
}
