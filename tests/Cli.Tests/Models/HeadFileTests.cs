using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Models;

namespace DistributedDL.Cli.Tests.Models;

public sealed class HeadFileTests
{
    [Theory]
    [InlineData("- flatten\n- dense: { units: 3, activation: softmax, name: top }\n")]
    [InlineData("layers:\n  - flatten\n  - dense: { units: 3, activation: softmax, name: top }\n")]
    [InlineData("""["flatten", {"dense": {"units": 3, "activation": "softmax", "name": "top"}}]""")]
    public void Parse_ListOrMapping_GivesTheLayers(string text)
    {
        var layers = HeadFile.Parse("head.yaml", text);

        Assert.Equal([("flatten", ""), ("dense", "top")], layers.Select(layer => (layer.Kind, layer.Name)));
        Assert.Equal(3, layers[1].Parameters.Fields["units"].NumberValue);
    }

    [Theory]
    [InlineData("input: [3]\nlayers: [flatten]\n", "a head has no 'input'")]
    [InlineData("layers: []\n", "head.yaml:1:9")]
    [InlineData("head: 1\n", "unknown key 'head'")]
    [InlineData("- dense: 3\n", "head.yaml:1:")]
    [InlineData("- [\n", "head.yaml:")]
    public void Parse_OtherForms_SayWhere(string text, string part)
    {
        var failed = Assert.Throws<CommandFailedException>(() => HeadFile.Parse("head.yaml", text));

        Assert.Contains(part, string.Join('\n', [failed.Message, .. failed.Details]), StringComparison.Ordinal);
    }
}
