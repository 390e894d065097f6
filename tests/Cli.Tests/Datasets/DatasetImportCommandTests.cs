using DistributedDL.Cli.Datasets;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Tests.Datasets;

public sealed class DatasetImportCommandTests
{
    [Theory]
    [InlineData(null, "train-images-idx3-ubyte.gz,train-labels-idx1-ubyte.gz", DataFormat.Idx)]
    [InlineData(null, "digits.csv.gz", DataFormat.Csv)]
    [InlineData(null, "data", DataFormat.Csv)]
    [InlineData(null, "pets.zip", DataFormat.Images)]
    [InlineData(null, "plays.txt,more.txt.gz", DataFormat.Text)]
    [InlineData(null, "features.npy,targets.npy", DataFormat.Npy)]
    [InlineData("images", "data", DataFormat.Images)]
    [InlineData("text", "data.csv", DataFormat.Text)]
    [InlineData("npy", "data", DataFormat.Npy)]
    [InlineData("idx", "data", DataFormat.Idx)]
    [InlineData("csv", "x-ubyte", DataFormat.Csv)]
    public void Format_GivenOrByName_IsSeen(string? given, string files, DataFormat format) =>
        Assert.Equal(format, DatasetImportCommand.Format(given, files.Split(',')));

    [Theory]
    [InlineData("50x40", new[] { 50, 40 })]
    [InlineData("50X40", new[] { 50, 40 })]
    [InlineData("50", null)]
    [InlineData("0x5", null)]
    [InlineData("-5x5", null)]
    [InlineData("5x5x3", null)]
    [InlineData("", null)]
    public void ImageSize_HeightAndWidth_AreRead(string given, int[]? size) => Assert.Equal(size, DatasetImportCommand.ImageSize(given));
}
