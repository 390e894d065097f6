using DistributedDL.Client.Models;
using DistributedDL.Gateway.Tests.Hosting;
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
}
