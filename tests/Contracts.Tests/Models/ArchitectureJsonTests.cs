using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Contracts.Tests.Models;

public sealed class ArchitectureJsonTests
{
    private const string Written =
        """{"input":[28,28],"layers":["flatten",{"dense":{"units":392,"activation":"relu","name":"body"}},{"dense":{"units":10}}]}""";

    [Fact]
    public void Parse_WrittenForm_HasLayersNamesAndParameters()
    {
        var spec = ArchitectureJson.Parse(Written);

        Assert.Equal([28, 28], spec.Input);
        Assert.Equal(
            [new LayerSpec("flatten"), new("dense", "body", """{"units":392,"activation":"relu"}"""), new("dense", null, """{"units":10}""")],
            spec.Layers);
    }

    [Fact]
    public void Write_Parsed_IsTheSameText() => Assert.Equal(Written, ArchitectureJson.Write(ArchitectureJson.Parse(Written)));

    [Fact]
    public void Parse_LayerWithoutParameters_MayBeAnObject() =>
        Assert.Equal([new LayerSpec("flatten")], ArchitectureJson.Parse("""{"input":[1],"layers":[{"flatten":null}]}""").Layers);

    [Theory]
    [InlineData("{", "architecture: not JSON")]
    [InlineData("[]", "architecture: expected an object")]
    [InlineData("{}", "input: expected the shape")]
    [InlineData("""{"input":[],"layers":["flatten"]}""", "input: expected the shape")]
    [InlineData("""{"input":["a"],"layers":["flatten"]}""", "input[0]: 'a' is not a whole number")]
    [InlineData("""{"input":[1.5],"layers":["flatten"]}""", "input[0]: '1.5' is not a whole number")]
    [InlineData("""{"input":[4],"layers":[]}""", "layers: expected a list")]
    [InlineData("""{"input":[4],"layers":[7]}""", "layers[0]: expected a kind")]
    [InlineData("""{"input":[4],"layers":[{"dense":{},"flatten":{}}]}""", "layers[0]: expected a kind")]
    [InlineData("""{"input":[4],"layers":[{"dense":3}]}""", "layers[0]: expected a kind")]
    [InlineData("""{"input":[4],"layers":["flatten"],"optimizer":"adam"}""", "optimizer: unknown key")]
    public void Parse_WrongForm_NamesThePlace(string json, string said)
    {
        var fault = Assert.Throws<InvalidArgumentException>(() => ArchitectureJson.Parse(json));

        Assert.StartsWith(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralFaults_NamesThemAll()
    {
        var fault = Assert.Throws<InvalidArgumentException>(() => ArchitectureJson.Parse("""{"input":["a",2,"b"],"layers":[1,"flatten",2],"x":0}"""));

        Assert.Equal(["x", "input[0]", "input[2]", "layers[0]", "layers[2]"], fault.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Spec_Crossing_IsTheSame()
    {
        var spec = ArchitectureJson.Parse(Written);

        Assert.Equal(Written, ArchitectureJson.Write(RoundTrip.Of(spec)));
    }
}
