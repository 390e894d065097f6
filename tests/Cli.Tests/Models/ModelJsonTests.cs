using DistributedDL.Cli.Models;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Tests.Models;

public sealed class ModelJsonTests
{
    [Fact]
    public void Of_VersionWithAParent_NamesIt()
    {
        var version = new ModelVersion
        {
            Model = "net",
            Version = 2,
            WeightsSha256 = "ab",
            Parameters = 101,
            Lineage = new Lineage { ParentModel = "base", ParentVersion = 1, ParentWeightsSha256 = "cd", FrozenLayers = { "body" } },
        };

        var json = ModelJson.Of(version);

        Assert.Equal("ab", (string?)json["weights_sha256"]);
        Assert.Equal(101, (long?)json["parameters"]);
        Assert.Equal("""{"model":"base","version":1,"weights_sha256":"cd","frozen_layers":["body"]}""", json["parent"]!.ToJsonString());
    }

    [Fact]
    public void Of_VersionWithoutParent_SaysNull() => Assert.Null(ModelJson.Of(new ModelVersion { Lineage = new Lineage { Run = "r" } })["parent"]);

    [Fact]
    public void Of_Architecture_HasTheWrittenForm()
    {
        var model = new Model { Name = "net", Architecture = ArchitectureFile.Parse("n", "input: [4]\nlayers:\n  - flatten\n  - dense: { units: 2, name: head }") };

        Assert.Equal("""{"input":[4],"layers":["flatten",{"dense":{"units":2,"name":"head"}}]}""", ModelJson.Of(model)["architecture"]!.ToJsonString());
    }
}
