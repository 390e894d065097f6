using DistributedDL.Client.Datasets;
using Grpc.Core;

namespace DistributedDL.Client.Tests.Datasets;

public sealed class DatasetUploadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ddl-upload-").FullName;
    private readonly ScriptedDatasets _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(DatasetUpload.ChunkBytes, 1)]
    [InlineData(3 * DatasetUpload.ChunkBytes + 5, 4)]
    public async Task Import_File_ArrivesInChunksByteForByte(int length, int chunks)
    {
        await using var server = await ScriptedServer.Start(_service);
        var content = Content(length);

        var version = await DatasetUpload.Import(server.Client, new ImportSpec { Name = "d" }, [Write("a.csv", content)], cancellation: Cancellation);

        Assert.Equal("d", version.Dataset);
        var (start, arrived) = Assert.Single(_service.Files);
        Assert.Equal(("a.csv", (long)length), (start.FileName, start.LengthBytes));
        Assert.Equal(chunks, arrived.Count);
        Assert.Equal(content, arrived.SelectMany(chunk => chunk.ToByteArray()));
    }

    [Fact]
    public async Task Import_TwoFiles_TellsProgressOverBoth()
    {
        await using var server = await ScriptedServer.Start(_service);
        var told = new List<(long Sent, long Total)>();

        await DatasetUpload.Import(server.Client, new ImportSpec { Name = "d" }, [Write("a", Content(300_000)), Write("b", Content(10))], (sent, total) => told.Add((sent, total)), Cancellation);

        Assert.Equal([(0, 300_010), (262_144, 300_010), (300_000, 300_010), (300_010, 300_010)], told);
        Assert.Equal(["a", "b"], _service.Files.Select(file => file.Start.FileName));
    }

    [Fact]
    public async Task Import_FilesWithSplitAndName_TellsBoth()
    {
        await using var server = await ScriptedServer.Start(_service);
        var (a, b) = (Write("a", Content(10)), Write("b", Content(10)));

        await DatasetUpload.Import(server.Client, new ImportSpec { Name = "d" }, [new DatasetFile(a), new DatasetFile(b, "test") { Name = "b.zip" }], cancellation: Cancellation);

        Assert.Equal([("a", ""), ("b.zip", "test")], _service.Files.Select(file => (file.Start.FileName, file.Start.Split)));
    }

    [Fact]
    public async Task Import_ServerRefusesHalfWay_ThrowsItsAnswer()
    {
        _service.RefuseAfterBytes = 1 << 20;
        await using var server = await ScriptedServer.Start(_service);

        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            DatasetUpload.Import(server.Client, new ImportSpec { Name = "d" }, [Write("a", Content(20 << 20))], cancellation: Cancellation));

        Assert.Equal((StatusCode.AlreadyExists, "a dataset 'd' exists already"), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Import_MissingFiles_NamesAllAndSendsNothing()
    {
        await using var server = await ScriptedServer.Start(_service);
        var there = Write("a", Content(1));

        var failure = await Assert.ThrowsAsync<FileNotFoundException>(() =>
            DatasetUpload.Import(server.Client, new ImportSpec(), ["/nowhere/x", there, "/nowhere/y"], cancellation: Cancellation));

        Assert.Equal("no such file: /nowhere/x, /nowhere/y", failure.Message);
        Assert.Null(_service.Spec);
    }

    [Fact]
    public async Task Import_NoFile_IsRefused()
    {
        using var client = new DistributedDLClient(new Uri("http://127.0.0.1:1"));
        await Assert.ThrowsAsync<ArgumentException>(() => DatasetUpload.Import(client, new ImportSpec(), [], cancellation: Cancellation));
    }

    [Fact]
    public async Task Import_NoServer_IsUnavailable()
    {
        var server = await ScriptedServer.Start(_service);
        await server.Stop();

        var failure = await Assert.ThrowsAsync<RpcException>(() => DatasetUpload.Import(server.Client, new ImportSpec(), [Write("a", Content(1))], cancellation: Cancellation));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Import_ProgressThrows_CancelsTheUpload()
    {
        await using var server = await ScriptedServer.Start(_service);

        await Assert.ThrowsAsync<TimeoutException>(() => DatasetUpload.Import(server.Client, new ImportSpec { Name = "d" }, [Write("a", Content(1 << 20))],
            (sent, _) => { if (sent > 0) throw new TimeoutException(); }, Cancellation));

        await Wait.Until(() => _service.Cancelled);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
