using DistributedDL.Cli.Datasets;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Tests.Datasets;

public sealed class DatasetImportCommandTests
{
    [Theory]
    [InlineData(null, "train-images-idx3-ubyte.gz,train-labels-idx1-ubyte.gz", DataFormat.Idx)]
    [InlineData(null, "digits.csv.gz", DataFormat.Csv)]
    [InlineData(null, "data", DataFormat.Csv)]
    [InlineData("idx", "data", DataFormat.Idx)]
    [InlineData("csv", "x-ubyte", DataFormat.Csv)]
    public void Format_GivenOrByName_IsSeen(string? given, string files, DataFormat format) =>
        Assert.Equal(format, DatasetImportCommand.Format(given, files.Split(',')));
}
