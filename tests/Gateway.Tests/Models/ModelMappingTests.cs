using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Gateway.Models;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.Models;

namespace DistributedDL.Gateway.Tests.Models;

public sealed class ModelMappingTests
{
    private static Wire.ArchitectureSpec Architecture => new()
    {
        Input = { 2, 3 },
        Layers =
        {
            new Wire.LayerSpec { Kind = "flatten", Parameters = new Struct() },
            new Wire.LayerSpec
            {
                Kind = "dense", Name = "head",
                Parameters = new Struct
                {
                    Fields =
                    {
                        ["units"] = Value.ForNumber(10), ["activation"] = Value.ForString("relu"), ["scale"] = Value.ForNumber(0.5),
                        ["bias"] = Value.ForBool(true), ["shape"] = Value.ForList(Value.ForNumber(1), Value.ForNumber(2)),
                    },
                },
            },
        },
    };

    [Fact]
    public void ToWire_Model_EveryFieldIsTaken()
    {
        var expected = new Wire.Model
        {
            Name = "digits", Architecture = Architecture, Aliases = { ["live"] = 7 }, CreatedAt = Timestamp.FromDateTimeOffset(Reports.Time.AddDays(1)),
            Versions =
            {
                new Wire.ModelVersion
                {
                    Model = "digits", Version = 7, WeightsSha256 = "5ha", Parameters = 5_210, Architecture = Architecture, FeatureNames = { "x", "y" },
                    Labels = { "no", "yes" }, TargetName = "answer", Metrics = { ["accuracy"] = 0.75 }, CreatedAt = Timestamp.FromDateTimeOffset(Reports.Time),
                    Lineage = new Wire.Lineage
                    {
                        ParentModel = "old", ParentVersion = 2, ParentWeightsSha256 = "0ld", Run = "run1", Session = "s1", Sequence = 99, Dataset = "d",
                        DatasetVersion = 4, FrozenLayers = { "body" }, Epoch = 41,
                    },
                },
            },
        };

        Assert.Equal(expected, Reports.Model.ToWire());
    }

    [Fact]
    public void ToWire_EmptyLineage_IsEmpty() =>
        Assert.Equal(new Wire.Lineage(), (Reports.ModelVersion with { Lineage = new Lineage() }).ToWire().Lineage);

    [Fact]
    public void ToWire_Summary_EveryFieldIsTaken() => Assert.Equal(
        new Wire.ModelSummary
        {
            Model = "m", Input = { 2, 3 }, Parameters = 75, TrainableParameters = 64,
            Layers =
            {
                new Wire.LayerSummary { Name = "norm", Kind = "standardize", OutputShape = { 2, 3 }, Parameters = 5, TrainableParameters = 4 },
                new Wire.LayerSummary { Name = "head", Kind = "dense", OutputShape = { 10 }, Parameters = 70, TrainableParameters = 60 },
            },
        },
        new ModelSummaryReport("m", [2, 3], [new LayerReport("norm", "standardize", [2, 3], 5, 4), new LayerReport("head", "dense", [10], 70, 60)]).ToWire());

    [Fact]
    public void ToContract_Architecture_EveryFieldIsTaken()
    {
        List<FieldViolation> violations = [];

        Assert.Equivalent(Reports.Architecture, Architecture.ToContract(violations), strict: true);
        Assert.Empty(violations);
    }

    [Fact]
    public void ToContract_BadArchitecture_NamesEveryFault()
    {
        List<FieldViolation> violations = [];
        new Wire.ArchitectureSpec { Input = { 28, 0, -1 }, Layers = { new Wire.LayerSpec(), new Wire.LayerSpec { Kind = "dense", Parameters = new Struct { Fields = { ["units"] = Value.ForNumber(double.NaN) } } } } }.ToContract(violations);

        Assert.Equal(
            ["architecture.input[1]", "architecture.input[2]", "architecture.layers[0].kind", "architecture.layers[1].parameters.units"],
            violations.Select(violation => violation.Field));
    }

    [Fact]
    public void ToContract_EmptyArchitecture_NamesInputAndLayers()
    {
        List<FieldViolation> violations = [];
        new Wire.ArchitectureSpec().ToContract(violations);

        Assert.Equal(["architecture.input", "architecture.layers"], violations.Select(violation => violation.Field));
    }
}
