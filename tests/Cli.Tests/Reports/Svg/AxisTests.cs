using DistributedDL.Cli.Reports.Svg;

namespace DistributedDL.Cli.Tests.Reports.Svg;

public class AxisTests
{
    [Theory]
    [InlineData(0, 10, new double[] { 0, 2, 4, 6, 8, 10 })]
    [InlineData(0.81, 0.93, new[] { 0.8, 0.82, 0.84, 0.86, 0.88, 0.9, 0.92, 0.94 })]
    [InlineData(-3, 12_000, new double[] { -2000, 0, 2000, 4000, 6000, 8000, 10_000, 12_000 })]
    public void Around_Range_HasRoundTicksThatHoldIt(double low, double high, double[] ticks) =>
        Assert.Equal(ticks, Axis.Around("t", [low, high]).Ticks);

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(1e9, 1e9)]
    public void Around_OneValue_HasARangeAboutIt(double low, double high)
    {
        var axis = Axis.Around("t", [low, high]);

        Assert.True(axis.Minimum < low && high < axis.Maximum);
        Assert.InRange(axis.Ticks.Count, 2, 20);
    }

    [Fact]
    public void Around_NothingFinite_IsTheUnit() => Assert.Equal((0, 1), (Axis.Around("t", [double.NaN]).Minimum, Axis.Around("t", []).Maximum));

    [Theory]
    [InlineData(10_000, "10,000")]
    [InlineData(-0.5, "−0.5")]
    [InlineData(0.00001, "1e-5")]
    [InlineData(2_000_000, "2e+6")]
    public void Label_Tick_IsShort(double tick, string label) => Assert.Equal(label, Axis.Label(tick));
}
