using DistributedDL.Cli.Recipes.Running;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Tests.Recipes.Running;

public sealed class RawUnitsTests
{
    private static readonly ColumnScale[] Scales = [new() { Offset = 0, Scale = 40 }, new() { Offset = -3, Scale = 0.5 }];

    [Fact]
    public void Restore_TwoColumns_EachByItsScale()
    {
        float[] values = [0.5f, 2, -1, 0];

        RawUnits.Restore(values, Scales);

        Assert.Equal([20f, -2, -40, -3], values);
    }

    [Fact]
    public void Normalise_RawValues_IsTheInverseAndLeavesThem()
    {
        float[] raw = [20, -2, -40, -3];

        Assert.Equal([0.5f, 2, -1, 0], RawUnits.Normalise(raw, Scales));
        Assert.Equal([20f, -2, -40, -3], raw);
    }

    [Fact]
    public void Restore_NothingNormalised_LeavesValues()
    {
        float[] values = [1, 2];

        RawUnits.Restore(values, []);

        Assert.Equal([1f, 2], values);
        Assert.Same(values, RawUnits.Normalise(values, []));
    }
}
