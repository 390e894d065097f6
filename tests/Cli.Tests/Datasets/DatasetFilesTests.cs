using System.IO.Compression;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Datasets;

namespace DistributedDL.Cli.Tests.Datasets;

public sealed class DatasetFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ddl-files-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gather_Folder_IsPackedByRelativePathAndGoesAgain()
    {
        Write("pets/dogs/b.png", "B");
        Write("pets/cats/a.png", "A");
        string packed;
        using (var files = await DatasetFiles.Gather([Path.Combine(_folder, "pets") + "/"], [], [], Cancellation))
        {
            var file = Assert.Single(files.All);
            packed = file.Path;
            Assert.Equal(("pets.zip", null), (file.Name, file.Split));
            using var zip = ZipFile.OpenRead(packed);
            Assert.Equal(["cats/a.png", "dogs/b.png"], zip.Entries.Select(entry => entry.FullName));
            using var text = new StreamReader(zip.Entries[1].Open());
            Assert.Equal("B", await text.ReadToEndAsync(Cancellation));
        }
        Assert.False(File.Exists(packed));
    }

    [Fact]
    public async Task Gather_TestGiven_NamesTheSplits()
    {
        var (train, test) = (Write("a.csv", "1,2\n"), Write("b.csv", "3,4\n"));

        using var files = await DatasetFiles.Gather([train], [test], [], Cancellation);

        Assert.Equal([("a.csv", "train"), ("b.csv", "test")], files.All.Select(file => (file.Name, file.Split)));
    }

    [Fact]
    public async Task Gather_OnlyFiles_LeavesTheSplitOpen()
    {
        using var files = await DatasetFiles.Gather([Write("a.csv", "1,2\n")], [], [], Cancellation);

        Assert.Null(Assert.Single(files.All).Split);
    }

    [Fact]
    public async Task Gather_EmptyFolder_IsRefused()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => DatasetFiles.Gather([empty], [], [], Cancellation));

        Assert.Equal($"{empty} holds no file", failure.Message);
    }

    [Fact]
    public async Task Gather_MissingFile_IsNamed()
    {
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => DatasetFiles.Gather([Write("a.csv", "1")], [Path.Combine(_folder, "none")], [], Cancellation));

        Assert.Contains("none", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
