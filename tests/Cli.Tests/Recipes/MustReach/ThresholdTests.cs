using DistributedDL.Cli.Recipes.MustReach;

namespace DistributedDL.Cli.Tests.Recipes.MustReach;

public class ThresholdTests
{
    [Theory]
    [InlineData(null, null, null, "test_mse")]
    [InlineData("main", null, 20, "test_mse_after_20")]
    [InlineData("other", null, 20, "other.test_mse_after_20")]
    [InlineData("other", "data2", null, "other.test_mse_on_data2")]
    public void Key_OfAModelAtAnEpoch_IsThatOfTheMetrics(string? model, string? data, int? after, string key) =>
        Assert.Equal(key, new Threshold("test_mse", model, data, after, null, 1).Key("main"));

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(0.8999, false)]
    [InlineData(1.0, true)]
    [InlineData(1.1, false)]
    [InlineData(double.NaN, false)]
    public void IsReached_Bounds_AreInside(double value, bool expected) =>
        Assert.Equal(expected, new Threshold("m", null, null, null, 0.9, 1).IsReached(value));
}
