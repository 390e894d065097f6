using DistributedDL.Gateway.Datasets;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Contract = DistributedDL.Contracts.Datasets;
using Wire = DistributedDL.Client.Datasets;

namespace DistributedDL.Gateway.Tests.Datasets;

public sealed class DatasetMappingTests
{
    [Fact]
    public void ToContract_EveryField_IsTaken()
    {
        var spec = new Wire.ImportSpec
        {
            Name = "d", Format = Wire.DataFormat.Idx, HasHeader = false, LabelColumn = "species", Target = Wire.TargetKind.Class, TestFraction = 0.25,
            ValidationFraction = 0.125, TestRows = 40, Stratify = true, Seed = 7, NewVersion = true, IgnoreColumns = { "id", "3" },
            Columns = { "a", "species" }, ImageSize = { 50, 40 }, Grey = true, SkipCorrupt = true, WindowSteps = 10, WindowStride = 2, InOrder = true,
            Vocabulary = Wire.Vocabulary.Words, JoinLines = true,
        };

        var contract = spec.ToContract();

        Assert.Equivalent(
            new Contract.DatasetImportSpec
            {
                Format = Contract.DataFormat.Idx, HasHeader = false, LabelColumn = "species", Target = Contract.TargetKind.Class, TestFraction = 0.25,
                ValidationFraction = 0.125, TestRows = 40, Stratify = true, Seed = 7, NewVersion = true, IgnoreColumns = ["id", "3"],
                Columns = ["a", "species"], ImageSize = [50, 40], Grey = true, SkipCorrupt = true, WindowSteps = 10, WindowStride = 2, InOrder = true,
                Vocabulary = Contract.Vocabulary.Words, JoinLines = true,
            },
            contract, strict: true);
    }

    [Fact]
    public void ToContract_NothingGiven_IsLeftToTheImport()
    {
        var contract = new Wire.ImportSpec { Format = Wire.DataFormat.Csv }.ToContract();

        Assert.Equal((Contract.DataFormat.Csv, null, null, Contract.TargetKind.Infer), (contract.Format, contract.HasHeader, contract.LabelColumn, contract.Target));
    }

    [Theory]
    [InlineData(Wire.DataFormat.Csv, Contract.DataFormat.Csv)]
    [InlineData(Wire.DataFormat.Idx, Contract.DataFormat.Idx)]
    [InlineData(Wire.DataFormat.Images, Contract.DataFormat.Images)]
    [InlineData(Wire.DataFormat.Text, Contract.DataFormat.Text)]
    [InlineData(Wire.DataFormat.Npy, Contract.DataFormat.Npy)]
    public void ToContract_EachFormat_IsTaken(Wire.DataFormat wire, Contract.DataFormat contract) =>
        Assert.Equal(contract, new Wire.ImportSpec { Format = wire }.ToContract().Format);

    [Fact]
    public void ToWire_SkippedExamples_AreTold() =>
        Assert.Equal(7, (Reports.DatasetVersion with { SkippedExamples = 7 }).ToWire("d").SkippedExamples);

    [Fact]
    public void ToWire_EveryField_IsTaken()
    {
        var expected = new Wire.Dataset
        {
            Name = "d",
            Versions =
            {
                new Wire.DatasetVersion
                {
                    Dataset = "d", Version = 3,
                    Features = new Wire.FeatureSchema { Shape = { 2, 2 }, ElementType = "U8", Names = { "a", "b", "c", "d" } },
                    Target = new Wire.TargetSchema { Name = "species", Kind = Wire.TargetKind.Class, Labels = { "cat", "dog" } },
                    Splits =
                    {
                        new Wire.SplitSize { Name = "train", Examples = 2_500, ClassCounts = { 1_500, 1_000 } },
                        new Wire.SplitSize { Name = "test", Examples = 40, ClassCounts = { 30, 10 } },
                    },
                    ManifestSha256 = "abc123", LengthBytes = 4_096, CreatedAt = Timestamp.FromDateTimeOffset(Reports.Time),
                },
            },
        };

        Assert.Equal(expected, new Contract.DatasetReport("d", [Reports.DatasetVersion]).ToWire());
    }
}
