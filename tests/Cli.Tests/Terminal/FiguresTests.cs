using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Tests.Terminal;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.93475, "0.9348")]
    [InlineData(0.00001234, "1.234e-5")]
    [InlineData(1234567, "1.235e+6")]
    [InlineData(double.NaN, "not a number")]
    public void Number_OfAnySize_IsShort(double value, string text) => Assert.Equal(text, Figures.Number(value));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(47_040_000, "44.9 MiB")]
    public void Bytes_OfAnySize_HasItsUnit(double value, string text) => Assert.Equal(text, Figures.Bytes(value));

    [Theory]
    [InlineData(1.26, "1.3 s")]
    [InlineData(3_725, "1:02:05")]
    public void Seconds_ShortAndLong_ReadNaturally(double value, string text) => Assert.Equal(text, Figures.Seconds(value));
}
