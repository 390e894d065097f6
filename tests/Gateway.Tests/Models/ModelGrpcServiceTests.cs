using System.Security.Cryptography;
using DistributedDL.Client.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Gateway.Tests.Hosting;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DistributedDL.Gateway.Tests.Models;

public sealed class ModelGrpcServiceTests(GatewayHost host)
{
    private readonly ModelService.ModelServiceClient _client = new(host.Channel);

    [Fact]
    public async Task CreateModel_SoundSpec_GivesWhatTheModelHolds()
    {
        var architecture = new ArchitectureSpec { Input = { 64 }, Layers = { new LayerSpec { Kind = "dense", Parameters = new Struct { Fields = { ["units"] = Value.ForNumber(10) } } } } };

        var model = await _client.CreateModelAsync(new CreateModelRequest { Name = "new", Architecture = architecture });

        Assert.Equal(("new", architecture), (model.Name, model.Architecture));
    }

    [Fact]
    public async Task CreateModel_EverythingWrong_NamesEveryField() =>
        Assert.Equal(["name", "architecture"], await Details.BadFields(async () => await _client.CreateModelAsync(new CreateModelRequest { Name = "a b" })));

    [Fact]
    public async Task PromoteVersion_Sound_MovesTheAlias() =>
        Assert.Equal(4, (await _client.PromoteVersionAsync(new PromoteVersionRequest { Name = "m", Version = 4 })).Aliases["live"]);

    [Fact]
    public async Task PromoteVersion_Zero_IsRefused() =>
        Assert.Equal(["version"], await Details.BadFields(async () => await _client.PromoteVersionAsync(new PromoteVersionRequest { Name = "m" })));

    [Fact]
    public async Task RollbackModel_NothingEarlier_IsFailedPrecondition() =>
        await Details.Fails(StatusCode.FailedPrecondition, async () => await _client.RollbackModelAsync(new RollbackModelRequest { Name = "m" }));

    [Fact]
    public async Task GetModelSummary_Sound_HasTheLayers() =>
        Assert.Equal(70, (await _client.GetModelSummaryAsync(new GetModelSummaryRequest { Name = "m" })).Parameters);

    [Fact]
    public async Task ListModels_FirstPage_HasAHundred() => Assert.Equal(100, (await _client.ListModelsAsync(new ListModelsRequest())).Models.Count);

    [Fact]
    public async Task DeleteModel_Sound_Answers() => Assert.NotNull(await _client.DeleteModelAsync(new DeleteModelRequest { Name = "m" }));

    [Fact]
    public async Task ExportVersion_StoredWeights_SendsWhatTheyAreAndThenTheirBytes()
    {
        var sha256 = await Snapshot("export");
        using var call = _client.ExportVersion(new ExportVersionRequest { Name = "export" });
        var parts = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(("export", 7, sha256), (parts[0].File.Model, parts[0].File.Version, parts[0].File.Sha256));
        var bytes = parts.Skip(1).SelectMany(part => part.Chunk).ToArray();
        Assert.Equal(parts[0].File.LengthBytes, bytes.Length);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.True(parts.Count > 2);
    }

    [Fact]
    public async Task ExportVersion_EditedWeights_EndsWithDataLoss()
    {
        var sha256 = await Snapshot("export-edited");
        var blob = $"snapshots/{sha256}.safetensors";
        var bytes = await host.Store.ReadAll(blob);
        bytes[^1]++;
        await host.Store.Put(blob, new MemoryStream(bytes));

        await Details.Fails(StatusCode.DataLoss, async () =>
        {
            using var call = _client.ExportVersion(new ExportVersionRequest { Name = "export-edited" });
            await call.ResponseStream.ReadAllAsync().ToListAsync();
        });
    }

    [Fact]
    public async Task ExportVersion_NoWeightsStored_IsDataLoss() => await Details.Fails(StatusCode.DataLoss, async () =>
    {
        host.Stage.Versions["export-lost"] = Reports.ModelVersion with { WeightsSha256 = new string('a', 64) };
        using var call = _client.ExportVersion(new ExportVersionRequest { Name = "export-lost" });
        await call.ResponseStream.MoveNext();
    });

    [Fact]
    public async Task ImportVersion_Chunks_ReachTheModelWholeAndAreRemoved()
    {
        var bytes = new byte[700_000];
        new Random(1).NextBytes(bytes);

        var version = await Import(Spec("import", bytes.Length), bytes.Chunk(300_000));

        Assert.Equal("import", version.Model);
        Assert.Equal(bytes, host.Stage.ImportedFiles["import"].Single());
        Assert.DoesNotContain(await host.Uploads(), name => name.Contains("import", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(10, 11)]
    public async Task ImportVersion_OtherLengthThanAnnounced_IsRefusedAndLeavesNothing(int announced, int sent)
    {
        var before = (await host.Uploads()).Count;

        Assert.Equal(["spec.length_bytes"], await Details.BadFields(() => Import(Spec("cut", announced), [new byte[sent]])));
        Assert.False(host.Stage.ImportedFiles.ContainsKey("cut"));
        Assert.True((await host.Uploads()).Count <= before);
    }

    [Fact]
    public async Task ImportVersion_EverythingWrong_NamesEveryField() => Assert.Equal(
        ["spec.name", "architecture", "spec.length_bytes"],
        await Details.BadFields(() => Import(new ImportVersionSpec { Name = ".." }, [])));

    [Fact]
    public async Task ImportVersion_NoSpecFirst_IsRefused() => Assert.Equal(["spec"], await Details.BadFields(async () =>
    {
        using var call = _client.ImportVersion();
        await call.RequestStream.WriteAsync(new ImportVersionRequest { Chunk = ByteString.CopyFrom(1) });
        await call.ResponseAsync;
    }));

    private static ImportVersionSpec Spec(string name, long length) => new()
    {
        Name = name, FileName = "net.safetensors", LengthBytes = length,
        Architecture = new ArchitectureSpec { Input = { 4 }, Layers = { new LayerSpec { Kind = "flatten" } } },
    };

    private async Task<ModelVersion> Import(ImportVersionSpec spec, IEnumerable<byte[]> chunks)
    {
        using var call = _client.ImportVersion();
        await call.RequestStream.WriteAsync(new ImportVersionRequest { Spec = spec });
        foreach (var chunk in chunks) await call.RequestStream.WriteAsync(new ImportVersionRequest { Chunk = ByteString.CopyFrom(chunk) });
        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync;
    }

    private async Task<string> Snapshot(string model)
    {
        var data = new byte[600_000];
        new Random(model.Length).NextBytes(data);
        var sha256 = await new TensorStore(host.Store, TensorStore.Snapshots).Save([new("w", ElementType.U8, [data.Length], data)]);
        host.Stage.Versions[model] = Reports.ModelVersion with { WeightsSha256 = sha256 };
        return sha256;
    }
}
