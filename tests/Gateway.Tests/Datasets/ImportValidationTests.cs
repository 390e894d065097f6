using DistributedDL.Client.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Datasets;

namespace DistributedDL.Gateway.Tests.Datasets;

public sealed class ImportValidationTests
{
    [Fact]
    public void Check_SeveralFaults_NamesEach()
    {
        var spec = new ImportSpec { Name = "a/b", Target = (TargetKind)9, TestFraction = 1.5, ValidationFraction = double.NaN, TestRows = -1 };

        var e = Assert.Throws<InvalidArgumentException>(() => ImportValidation.Check(spec));

        Assert.Equal(
            ["spec.name", "spec.format", "spec.target", "spec.test_fraction", "spec.validation_fraction", "spec.test_rows"],
            e.Violations.Select(violation => violation.Field));
        Assert.Contains("1.5 is not within 0 to below 1", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 0.5, 0, "spec.validation_fraction")]
    [InlineData(0.2, 0, 100, "spec.test_rows")]
    public void Check_OptionsThatExcludeEachOther_NamesThem(double test, double validation, long rows, string field)
    {
        var spec = new ImportSpec { Name = "a", Format = DataFormat.Csv, TestFraction = test, ValidationFraction = validation, TestRows = rows };

        Assert.Equal([field], Assert.Throws<InvalidArgumentException>(() => ImportValidation.Check(spec)).Violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Check_SoundSpec_Passes() =>
        ImportValidation.Check(new ImportSpec { Name = "a", Format = DataFormat.Idx, TestFraction = 0.2, ValidationFraction = 0.1 });

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b.csv")]
    [InlineData("a\\b.csv")]
    [InlineData("a\n.csv")]
    public void Check_FileName_WithFoldersOrNone_IsRefused(string name) =>
        Assert.Equal("files[4].file_name", Assert.Throws<InvalidArgumentException>(() => ImportValidation.Check(new FileStart { FileName = name }, 4, 10)).Violations.Single().Field);

    [Theory]
    [InlineData("dev")]
    [InlineData("Train")]
    public void Check_FileSplit_Unknown_IsRefused(string split) =>
        Assert.Equal("files[2].split", Assert.Throws<InvalidArgumentException>(() => ImportValidation.Check(new FileStart { FileName = "a", Split = split }, 2, 10)).Violations.Single().Field);

    [Fact]
    public void Check_Vocabulary_Unknown_IsRefused() =>
        Assert.Equal("spec.vocabulary", Assert.Throws<InvalidArgumentException>(() => ImportValidation.Check(new ImportSpec { Name = "a", Format = DataFormat.Text, Vocabulary = (Vocabulary)9 })).Violations.Single().Field);

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    public void Check_FileLength_OutOfBounds_IsRefused(long length) =>
        Assert.Equal("files[0].length_bytes", Assert.Throws<InvalidArgumentException>(() => ImportValidation.Check(new FileStart { FileName = "a", LengthBytes = length }, 0, 10)).Violations.Single().Field);
}
