using System.Text;
using DistributedDL.Client.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace DistributedDL.Gateway.Tests.Datasets;

public sealed class ImportTests(GatewayHost host)
{
    private readonly DatasetService.DatasetServiceClient _client = new(host.Channel);

    private static ImportDatasetRequest Spec(string name, bool newVersion = false) =>
        new() { Spec = new ImportSpec { Name = name, Format = DataFormat.Csv, NewVersion = newVersion } };

    private static ImportDatasetRequest File(string name, long length) => new() { File = new FileStart { FileName = name, LengthBytes = length } };

    private static ImportDatasetRequest Chunk(byte[] bytes) => new() { Chunk = UnsafeByteOperations.UnsafeWrap(bytes) };

    private async Task<DatasetVersion> Send(params ImportDatasetRequest[] messages)
    {
        using var call = _client.Import();
        try
        {
            foreach (var message in messages) await call.RequestStream.WriteAsync(message);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // Refused before all was sent: the response says why.
        }
        return await call;
    }

    [Fact]
    public async Task Import_TwoFilesInChunks_ReachTheDatasetWholeAndAreRemoved()
    {
        var images = new byte[3 << 20];
        new Random(1).NextBytes(images);

        var version = await Send(Spec("two-files"), File("images.idx", images.Length), Chunk(images[..(1 << 20)]), Chunk(images[(1 << 20)..(2 << 20)]),
            Chunk(images[(2 << 20)..]), File("labels.idx", 5), Chunk(Encoding.ASCII.GetBytes("he")), Chunk([]), Chunk(Encoding.ASCII.GetBytes("llo")));

        Assert.Equal(("two-files", 1), (version.Dataset, version.Version));
        var files = host.Stage.ImportedFiles["two-files"];
        Assert.True(images.AsSpan().SequenceEqual(files[0]));
        Assert.Equal("hello", Encoding.ASCII.GetString(files[1]));
        Assert.Empty(await host.Uploads());
    }

    [Fact]
    public async Task Import_EmptyFile_IsTheDatasetsToJudge()
    {
        await Send(Spec("empty-file"), File("a.csv", 0), File("b.csv", 1), Chunk([1]));

        Assert.Equal([[], [1]], host.Stage.ImportedFiles["empty-file"]);
    }

    [Fact]
    public async Task Import_NameExists_IsRefusedBeforeTheBytes()
    {
        await Send(Spec("exists"), File("a.csv", 1), Chunk([1]));
        using var call = _client.Import();
        await call.RequestStream.WriteAsync(Spec("exists"));

        // The stream stays open and no file was sent: the refusal does not wait for it.
        await Details.Fails(StatusCode.AlreadyExists, async () => await call);
    }

    [Fact]
    public async Task Import_NameExistsAndNewVersionAsked_AddsOne()
    {
        await Send(Spec("grows"), File("a.csv", 1), Chunk([1]));

        Assert.Equal(2, (await Send(Spec("grows", newVersion: true), File("a.csv", 1), Chunk([2]))).Version);
    }

    [Fact]
    public async Task Import_CutHalfWay_LeavesNothing()
    {
        using (var call = _client.Import())
        {
            await call.RequestStream.WriteAsync(Spec("cut"));
            await call.RequestStream.WriteAsync(File("a.csv", 1));
            await call.RequestStream.WriteAsync(Chunk([1]));
            await call.RequestStream.WriteAsync(File("b.csv", 2 << 20));
            await call.RequestStream.WriteAsync(Chunk(new byte[1 << 20]));
            await Wait.Until(async () => (await host.Uploads()).Count == 1);
        }
        await Wait.Until(async () => (await host.Uploads()).Count == 0);

        await Details.Fails(StatusCode.NotFound, async () => await _client.GetDatasetAsync(new GetDatasetRequest { Name = "cut" }));
        Assert.False(host.Stage.ImportedFiles.ContainsKey("cut"));
    }

    [Fact]
    public async Task Import_DatasetRefuses_LeavesNothing()
    {
        await Send(Spec("refused"), File("a.csv", 1), Chunk([1]));
        host.Stage.Failures["refused"] = new InvalidArgumentException("a.csv", "row 3 has 2 columns; 5 are needed");

        Assert.Equal(["a.csv"], await Details.BadFields(() => Send(Spec("refused", newVersion: true), File("a.csv", 1), Chunk([1]))));
        Assert.Empty(await host.Uploads());
    }

    [Fact]
    public async Task Import_FewerBytesThanAnnounced_IsRefused()
    {
        Assert.Equal(["files[0].length_bytes"], await Details.BadFields(() => Send(Spec("short"), File("a.csv", 3), Chunk([1, 2]))));
        Assert.Equal(["files[0].length_bytes"], await Details.BadFields(() => Send(Spec("short"), File("a.csv", 3), Chunk([1]), File("b.csv", 1), Chunk([1]))));
        Assert.Empty(await host.Uploads());
    }

    [Fact]
    public async Task Import_MoreBytesThanAnnounced_IsRefused()
    {
        Assert.Equal(["files[1].length_bytes"], await Details.BadFields(() => Send(Spec("long"), File("a.csv", 1), Chunk([1]), File("b.csv", 1), Chunk([1, 2]))));
        Assert.Empty(await host.Uploads());
    }

    [Fact]
    public async Task Import_ChunkAboveOneMebibyte_IsRefused() =>
        Assert.Equal(["chunk"], await Details.BadFields(() => Send(Spec("big-chunk"), File("a.csv", 2 << 20), Chunk(new byte[(1 << 20) + 1]))));

    [Fact]
    public async Task Import_NoMessage_AsksForTheSpec() => Assert.Equal(["spec"], await Details.BadFields(() => Send()));

    [Fact]
    public async Task Import_FileFirst_AsksForTheSpec() => Assert.Equal(["spec"], await Details.BadFields(() => Send(File("a.csv", 1))));

    [Fact]
    public async Task Import_NoFile_IsRefused() => Assert.Equal(["files"], await Details.BadFields(() => Send(Spec("without-file"))));

    [Fact]
    public async Task Import_ChunkWithoutFile_IsRefused() => Assert.Equal(["files[0]"], await Details.BadFields(() => Send(Spec("chunk-first"), Chunk([1]))));

    [Fact]
    public async Task Import_SpecTwice_IsRefused() =>
        Assert.Equal(["files[1]"], await Details.BadFields(() => Send(Spec("twice"), File("a.csv", 1), Chunk([1]), Spec("twice"))));
}
