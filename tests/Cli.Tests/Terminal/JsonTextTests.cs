using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Tests.Terminal;

public sealed class JsonTextTests
{
    [Fact]
    public void Of_NotFinite_IsNull()
    {
        var node = new JsonObject { ["a"] = JsonText.Of(double.NaN), ["b"] = JsonText.Of(float.PositiveInfinity), ["c"] = JsonText.Of(0.1f) };

        Assert.Equal("""{"a":null,"b":null,"c":0.1}""", JsonText.Of(node));
    }

    [Fact]
    public void Of_TextBeyondAscii_StaysReadable() =>
        Assert.Equal("""{"label":"früh <1>"}""", JsonText.Of(new JsonObject { ["label"] = "früh <1>" }));
}
