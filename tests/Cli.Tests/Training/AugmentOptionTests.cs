using DistributedDL.Cli.Training;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Cli.Tests.Training;

public sealed class AugmentOptionTests
{
    private static readonly Struct Expected = new()
    {
        Fields =
        {
            ["flip_horizontal"] = Value.ForBool(true), ["rotation"] = Value.ForNumber(10),
            ["brightness"] = Value.ForList(Value.ForNumber(0.8), Value.ForNumber(1.2)), ["fill"] = Value.ForString("constant"),
        },
    };

    [Theory]
    [InlineData("flip_horizontal,rotation=10, brightness=0.8..1.2,fill=constant")]
    [InlineData("""{"flip_horizontal": true, "rotation": 10, "brightness": [0.8, 1.2], "fill": "constant"}""")]
    public void TryParse_BothForms_AreTheSame(string text) => Assert.Equal(Expected, AugmentOption.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("rotation=")]
    [InlineData("=3")]
    [InlineData("rotation=1,rotation=2")]
    [InlineData("{\"rotation\": ")]
    public void TryParse_OtherForms_AreNone(string text) => Assert.Null(AugmentOption.TryParse(text));

    [Fact]
    public async Task Run_OtherForm_IsWrongUsage()
    {
        var (code, _, error) = await Ddl.Run("train net --dataset d --epochs 1 --augment rotation=");

        Assert.Equal(2, code);
        Assert.Contains("as in flip_horizontal,rotation=10", error, StringComparison.Ordinal);
    }
}
