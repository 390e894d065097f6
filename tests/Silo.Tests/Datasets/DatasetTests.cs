using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Tests.Datasets;

public sealed class DatasetTests(SharedSilo silo)
{
    private static readonly DatasetImportSpec Csv = new() { Format = DataFormat.Csv };

    [Fact]
    public async Task Import_NameTaken_IsRefusedUnlessANewVersionIsAskedFor()
    {
        await silo.Silo.ImportLine("d-versions");

        await Assert.ThrowsAsync<ResourceExistsException>(() => silo.Silo.ImportLine("d-versions"));
        var second = await silo.Silo.ImportCsv("d-versions", "x,y\n1,2.5\n2,3.5\n", Csv with { NewVersion = true, Target = TargetKind.Value });

        Assert.Equal(2, second.Version);
        var report = await silo.Grains.GetGrain<IDataset>("d-versions").Show();
        Assert.Equal([1, 2], report.Versions.Select(version => version.Version));
        Assert.Equal(2, report.Latest.Splits.Sum(split => split.Examples));
    }

    [Fact]
    public async Task Import_BadFile_LeavesNothing()
    {
        await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Silo.ImportCsv("d-bad", "x,y,kind\n1,2,a\n1,b\n", Csv));

        await Assert.ThrowsAsync<ResourceNotFoundException>(silo.Grains.GetGrain<IDataset>("d-bad").Show);
        Assert.Equal(0, await BlobsOf("d-bad"));
        await silo.Silo.ImportCsv("d-bad", "x,y,kind\n1,2,a\n1,3,b\n", Csv);
    }

    [Fact]
    public async Task Import_BadNameOrNoFiles_IsRefused()
    {
        var file = await silo.Silo.Upload("sound.csv", "x,y\n1,2\n");
        foreach (var name in new[] { "..", "a/b", new string('d', 201) })
            await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.GetGrain<IDataset>(name).Import(Csv, [file]));
        await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.GetGrain<IDataset>("d-none").Import(Csv, []));
    }

    [Fact]
    public async Task Delete_Imported_RemovesItsChunks()
    {
        await silo.Silo.ImportLine("d-delete");
        Assert.NotEqual(0, await BlobsOf("d-delete"));

        await silo.Grains.GetGrain<IDataset>("d-delete").Delete();

        Assert.Equal(0, await BlobsOf("d-delete"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(silo.Grains.GetGrain<IDataset>("d-delete").Show);
        await Assert.ThrowsAsync<ResourceNotFoundException>(silo.Grains.GetGrain<IDataset>("d-delete").Delete);
        Assert.Equal(1, (await silo.Silo.ImportLine("d-delete")).Version);
    }

    private async Task<int> BlobsOf(string dataset)
    {
        var count = 0;
        await foreach (var blob in silo.Silo.Blobs.List("")) count += blob.Name.Contains($"/{dataset}", StringComparison.Ordinal) && !blob.Name.StartsWith("uploads/", StringComparison.Ordinal) ? 1 : 0;
        return count;
    }
}
