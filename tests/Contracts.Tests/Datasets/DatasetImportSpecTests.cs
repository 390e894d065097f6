using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Contracts.Tests.Datasets;

public sealed class DatasetImportSpecTests
{
    [Fact]
    public void ImportSpec_Crossing_KeepsEveryField()
    {
        var spec = new DatasetImportSpec
        {
            Format = DataFormat.Csv, HasHeader = true, LabelColumn = "y", Target = TargetKind.Class, TestFraction = 0.2,
            ValidationFraction = 0.1, Stratify = true, Seed = 7, NewVersion = true, IgnoreColumns = ["id"],
        };

        var crossed = RoundTrip.Of(spec);

        Assert.Equal(["id"], crossed.IgnoreColumns);
        Assert.Equal(spec, crossed with { IgnoreColumns = spec.IgnoreColumns });
    }
}
