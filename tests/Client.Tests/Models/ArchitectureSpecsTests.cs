using DistributedDL.Client.Models;

namespace DistributedDL.Client.Tests.Models;

public sealed class ArchitectureSpecsTests
{
    private const string Digits = """{"input":[8,8],"layers":["flatten",{"rescale":{"factor":0.0625}},{"dense":{"units":10,"activation":"softmax","name":"head"}}]}""";

    [Fact]
    public void Parse_Layers_HasKindsNamesAndParameters()
    {
        var spec = ArchitectureSpecs.Parse(Digits);

        Assert.Equal([8, 8], spec.Input);
        Assert.Equal(["flatten", "rescale", "dense"], spec.Layers.Select(layer => layer.Kind));
        Assert.Equal(["", "", "head"], spec.Layers.Select(layer => layer.Name));
        Assert.Equal(10, spec.Layers[2].Parameters.Fields["units"].NumberValue);
        Assert.Equal("softmax", spec.Layers[2].Parameters.Fields["activation"].StringValue);
        Assert.Equal(["units", "activation"], spec.Layers[2].Parameters.Fields.Keys);
        Assert.Empty(spec.Layers[0].Parameters.Fields);
    }

    [Fact]
    public void Write_OfParsed_IsTheSameText() => Assert.Equal(Digits, ArchitectureSpecs.Write(ArchitectureSpecs.Parse(Digits)));

    [Fact]
    public void Parse_LayerWithNullParameters_HasNone() =>
        Assert.Empty(ArchitectureSpecs.Parse("""{"input":[1],"layers":[{"flatten":null}]}""").Layers[0].Parameters.Fields);

    [Theory]
    [InlineData("[1]", "architecture: expected an object with 'input' and 'layers'")]
    [InlineData("{}", "input: expected the shape of one example, as in [784] or [28, 28]", "layers: expected a list with at least one layer")]
    [InlineData("""{"input":[1.5,"a",null],"layers":["flatten"]}""", "input[0]: '1.5' is not a whole number", "input[1]: '\"a\"' is not a whole number", "input[2]: 'null' is not a whole number")]
    [InlineData("""{"input":[1],"layers":["flatten"],"optimizer":"adam"}""", "optimizer: unknown key; an architecture has 'input' and 'layers'")]
    [InlineData("""{"input":[1],"layers":[{"dense":{"units":1,"name":3}}]}""", "layers[0].name: '3' is not a text")]
    [InlineData("""{"input":[1],"layers":[5]}""", "layers[0]: expected a kind, as in \"flatten\", or one kind with its parameters, as in {\"dense\": {\"units\": 10}}")]
    [InlineData("""{"input":[1],"layers":["flatten",{"dense":{},"flatten":{}}]}""", "layers[1]: expected a kind, as in \"flatten\", or one kind with its parameters, as in {\"dense\": {\"units\": 10}}")]
    public void Parse_WrongForm_NamesEveryPlace(string json, params string[] expected)
    {
        var failure = Assert.Throws<ArchitectureFormatException>(() => ArchitectureSpecs.Parse(json));

        Assert.Equal(expected, failure.Faults.Select(fault => $"{fault.Field}: {fault.Description}"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"input":[1],"input":[2],"layers":["flatten"]}""")]
    public void Parse_NotJson_SaysSo(string json) =>
        Assert.Equal("architecture", Assert.Single(Assert.Throws<ArchitectureFormatException>(() => ArchitectureSpecs.Parse(json)).Faults).Field);
}
