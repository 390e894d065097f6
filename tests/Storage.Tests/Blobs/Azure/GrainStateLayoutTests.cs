using System.Text.RegularExpressions;
using Azure;
using Azure.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Storage.Tests.GrainState;
using DistributedDL.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>
/// The layout that grain state shares with Microsoft.Orleans.Persistence.AzureStorage: container, name, content and conditions, as seen by a plain client of the
/// service and on the wire.
/// </summary>
public sealed partial class GrainStateLayoutTests : IDisposable
{
    private static readonly GrainId Id = GrainId.Create("modelgrain", "digits");

    private readonly RequestLog _log = new();
    private readonly ServiceProvider _services;
    private readonly BlobContainerClient _container;
    private readonly AzureBlobStore _store;

    public GrainStateLayoutTests(Azurite azurite)
    {
        var options = AzureFixture.Options(azurite);
        _store = AzureFixture.Store(options, _log);
        _container = new BlobContainerClient(options.ConnectionString, options.GrainStateContainer);
        _services = GrainStateServices.Over(_store);
    }

    private IGrainStorage Storage => _services.GetRequiredKeyedService<IGrainStorage>("Default");

    [Fact]
    public async Task Write_Blob_LiesInTheContainerOfGrainStatesUnderStateAndGrain()
    {
        await Storage.WriteStateAsync("model", Id, new HeldTally(new Tally { Name = "a" }));
        var names = new List<string>();
        await foreach (var blob in _container.GetBlobsAsync()) names.Add(blob.Name);
        Assert.Equal(["model-modelgrain/digits.json"], names);
        var content = (await _container.GetBlobClient(names[0]).DownloadContentAsync()).Value.Content.ToString();
        Assert.Matches("^\\{.*\"Name\":\"a\".*\\}\n//sha256:[0-9a-f]{64}\n$", content);
    }

    [Fact]
    public async Task Write_Conditions_AreIfNoneMatchAtFirstAndIfMatchThen()
    {
        await _store.CreateContainers();
        _log.Take();
        var state = new HeldTally(new Tally());
        await Storage.WriteStateAsync("model", Id, state);
        await Storage.WriteStateAsync("model", Id, state);
        await Storage.ClearStateAsync("model", Id, state);
        Assert.Equal(
            [
                "PUT /grainstate/model-modelgrain/digits.json If-None-Match=* x-ms-blob-type=BlockBlob",
                "PUT /grainstate/model-modelgrain/digits.json If-Match=\"TAG\" x-ms-blob-type=BlockBlob",
                "HEAD /grainstate/model-modelgrain/digits.json",
                "DELETE /grainstate/model-modelgrain/digits.json If-Match=\"TAG\"",
            ],
            _log.Take().Select(line => Tag().Replace(Container().Replace(line, "/grainstate/"), "\"TAG\"")));
    }

    [Fact]
    public async Task Write_ConditionFails_IsInconsistentState()
    {
        var mine = new HeldTally(new Tally());
        await Storage.WriteStateAsync("model", Id, mine);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("model", Id, new HeldTally(new Tally())));
        var theirs = new HeldTally(new Tally());
        await Storage.ReadStateAsync("model", Id, theirs);
        await Storage.WriteStateAsync("model", Id, theirs);
        var thrown = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("model", Id, mine));
        Assert.Equal((theirs.ETag, mine.ETag), (thrown.StoredEtag, thrown.CurrentEtag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("model", Id, mine));
    }

    [Fact]
    public async Task Read_BlobOfAnotherProgram_IsReadAndGoneOnWith()
    {
        await _store.CreateContainers();
        var json = _services.GetRequiredService<IGrainStorageSerializer>().Serialize(new Tally { Name = "theirs" });
        await _container.GetBlobClient("model-modelgrain/digits.json").UploadAsync(json);
        var state = new HeldTally(new Tally());
        await Storage.ReadStateAsync("model", Id, state);
        Assert.Equal("theirs", state.State.Name);
        state.State.Name = "ours";
        await Storage.WriteStateAsync("model", Id, state);
        // The checksum is a comment to the serializer that the other program reads with.
        var content = (await _container.GetBlobClient("model-modelgrain/digits.json").DownloadContentAsync()).Value.Content;
        Assert.Equal("ours", _services.GetRequiredService<IGrainStorageSerializer>().Deserialize<Tally>(content)?.Name);
    }

    public void Dispose() => _services.Dispose();

    [GeneratedRegex("\"0x[0-9A-F]+\"")]
    private static partial Regex Tag();

    [GeneratedRegex("/grainstate-[0-9]+/")]
    private static partial Regex Container();
}
