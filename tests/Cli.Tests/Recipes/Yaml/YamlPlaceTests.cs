using DistributedDL.Cli.Models;
using DistributedDL.Cli.Recipes.Yaml;

namespace DistributedDL.Cli.Tests.Recipes.Yaml;

public class YamlPlaceTests
{
    [Theory]
    [InlineData("layers[1].units", 4, 21)]
    [InlineData("layers[1]", 4, 5)]
    [InlineData("layers[7]", 3, 3)]
    [InlineData("nowhere", 1, 1)]
    public void Of_PathOfAServiceFault_FindsTheDeepestNodeThatExists(string path, long line, long column)
    {
        var root = YamlText.Read("input: [2]\nlayers:\n  - flatten\n  - dense: { units: 0 }\n");

        var place = YamlPlace.Of(root, path);

        Assert.Equal((line, column), (place.Line, place.Column));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("'1'", "\"1\"")]
    [InlineData("true", "true")]
    [InlineData("1.5e2", "150")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("[1, {a: null}]", """[1,{"a":null}]""")]
    public void Convert_Scalar_HasTheTypeOfTheCoreSchema(string yaml, string json) =>
        Assert.Equal(json, YamlJson.ToJson(YamlText.Read($"v: {yaml}").Children[new YamlDotNet.RepresentationModel.YamlScalarNode("v")])!.ToJsonString());
}
