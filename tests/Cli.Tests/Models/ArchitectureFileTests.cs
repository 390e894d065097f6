using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Models;

namespace DistributedDL.Cli.Tests.Models;

public sealed class ArchitectureFileTests
{
    private const string Yaml = """
        # an image
        input: [28, 28]
        layers:
          - rescale: { factor: 0.5 }
          - flatten
          - dense: { units: 392, activation: relu, name: body }
          - dense:
              units: 10
              activation: softmax
        """;

    private const string Json = """
        {"input": [28, 28], "layers": [{"rescale": {"factor": 0.5}}, "flatten",
         {"dense": {"units": 392, "activation": "relu", "name": "body"}}, {"dense": {"units": 10, "activation": "softmax"}}]}
        """;

    [Fact]
    public void Parse_YamlAndJson_GiveTheSameArchitecture()
    {
        var fromYaml = ArchitectureFile.Parse("net.yaml", Yaml);

        Assert.Equal(ArchitectureFile.Parse("net.json", Json), fromYaml);
        Assert.Equal([28, 28], fromYaml.Input);
        Assert.Equal(["rescale", "flatten", "dense", "dense"], fromYaml.Layers.Select(l => l.Kind));
        Assert.Equal("body", fromYaml.Layers[2].Name);
        Assert.Equal(392, fromYaml.Layers[2].Parameters.Fields["units"].NumberValue);
        Assert.Equal("relu", fromYaml.Layers[2].Parameters.Fields["activation"].StringValue);
    }

    [Theory]
    [InlineData("input: [28\nlayers: [flatten]", "net.yaml:1:8: this is not YAML from here on")]
    [InlineData("input: 28\nlayers: [flatten]", "net.yaml:1:8: 'input' is the shape of one example")]
    [InlineData("input: [0]\nlayers: [flatten]", "net.yaml:1:9: '0' is not a whole number of at least 1")]
    [InlineData("input: [4]", "net.yaml:1:1: 'layers' is missing")]
    [InlineData("input: [4]\nlayers: []", "net.yaml:2:9: 'layers' is a list with at least one layer")]
    [InlineData("input: [4]\nlayers:\n  - dense: { units: 1 }\n    flatten:\n", "net.yaml:3:5: expected a kind")]
    [InlineData("inptu: [4]\nlayers: [flatten]\ninput: [4]", "net.yaml:1:1: unknown key 'inptu'")]
    [InlineData("- a\n- b", "net.yaml:1:1: expected a mapping")]
    [InlineData("", "net.yaml:1:1: one document is expected, 0 found")]
    [InlineData("input: [4]\ninput: [5]\nlayers: [flatten]", "net.yaml:")]
    public void Parse_WrongForm_NamesLineAndColumn(string text, string said)
    {
        var e = Assert.Throws<CommandFailedException>(() => ArchitectureFile.Parse("net.yaml", text));

        Assert.StartsWith(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralFaults_NamesEach()
    {
        var e = Assert.Throws<CommandFailedException>(() => ArchitectureFile.Parse("n", "input: [x, -1]\nlayers: [flatten]\nextra: 1"));

        Assert.Equal("3 faults in the architecture", e.Message);
        Assert.Equal(3, e.Details.Count);
    }

    [Fact]
    public void Parse_AliasThatHoldsItself_IsRefused()
    {
        var e = Assert.Throws<CommandFailedException>(() => ArchitectureFile.Parse("n", "input: [4]\nlayers:\n  - dense: &a { units: *a }"));

        Assert.StartsWith("n:", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_NamesIt()
    {
        var e = Assert.Throws<CommandFailedException>(() => ArchitectureFile.Read("/no/such/net.yaml"));

        Assert.Equal("there is no file /no/such/net.yaml", e.Message);
    }
}
