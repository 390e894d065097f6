namespace DistributedDL.Cli.Tests.Recipes;

public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_DataFolderWithoutTheFiles_NamesFilesAndFolder()
    {
        var folder = Directory.CreateTempSubdirectory("ddl-test-");
        try
        {
            var (code, output, error) = await Ddl.Run($"run {Path.Combine(RecipeText.Folder(), "fashion-mnist.yaml")} --data {folder.FullName}");

            Assert.Equal(1, code);
            Assert.Empty(output);
            Assert.Contains(folder.FullName, error, StringComparison.Ordinal);
            Assert.Contains("missing: train-images-idx3-ubyte.gz", error, StringComparison.Ordinal);
            Assert.Contains("missing: t10k-labels-idx1-ubyte.gz", error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Run_NoSuchRecipe_NamesIt()
    {
        var (code, _, error) = await Ddl.Run("run /no/such.yaml");

        Assert.Equal(1, code);
        Assert.Contains("there is no file /no/such.yaml", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed 1 --seeds 0,1", "exclude each other")]
    [InlineData("--seeds 0,x", "'x' is not a whole number")]
    [InlineData("--seeds 2,2", "2 stands twice")]
    [InlineData("--seed -1", "'-1' is not a whole number of at least 0")]
    public async Task Run_WrongSeeds_IsWrongUsage(string arguments, string said)
    {
        var (code, _, error) = await Ddl.Run($"run recipe.yaml {arguments}");

        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }
}
