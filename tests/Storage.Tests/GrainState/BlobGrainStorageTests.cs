using System.Text;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.GrainState;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace DistributedDL.Storage.Tests.GrainState;

public sealed class BlobGrainStorageTests : IDisposable
{
    private const string Blob = "grainstate/model-modelgrain/digits.json";
    private static readonly GrainId Id = GrainId.Create("modelgrain", "digits");
    private readonly StoreFixture _fixture = new();
    private readonly ServiceProvider _services;

    public BlobGrainStorageTests() => _services = GrainStateServices.Over(_fixture.Store);

    private IGrainStorage Storage => _services.GetRequiredKeyedService<IGrainStorage>("Default");

    [Fact]
    public async Task Write_ThenRead_GivesTheState()
    {
        var written = await Write(new Tally { Name = "ä \"//sha256:\"\n//sha256:", Counts = [1, 2] });
        var read = await Read();
        Assert.Equal((written.ETag, true), (read.ETag, read.RecordExists));
        Assert.Equal(written.State.Name, read.State.Name);
        Assert.Equal([1, 2], read.State.Counts);
    }

    [Fact]
    public async Task Read_NoBlob_GivesAFreshStateWithoutRecord()
    {
        var state = new HeldTally(new Tally { Name = "old" }) { ETag = "etag", RecordExists = true };
        await Storage.ReadStateAsync("model", Id, state);
        Assert.Equal(("", false), (state.State.Name, state.RecordExists));
        Assert.Null(state.ETag);
    }

    [Fact]
    public async Task Write_Name_IsThatOfTheAzurePackage()
    {
        await Write(new Tally());
        Assert.Equal([Blob], await _fixture.Names());
        Assert.StartsWith(BlobGrainStorage.Prefix("model", "modelgrain"), Blob, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Again_ChangesETagAndContent()
    {
        var state = await Write(new Tally { Name = "a" });
        var first = state.ETag;
        state.State.Name = "b";
        await Storage.WriteStateAsync("model", Id, state);
        Assert.NotEqual(first, state.ETag);
        Assert.Equal("b", (await Read()).State.Name);
    }

    [Fact]
    public async Task Write_OlderETag_ThrowsInconsistentAndKeepsTheNewer()
    {
        var mine = await Write(new Tally { Name = "a" });
        var theirs = await Read();
        theirs.State.Name = "theirs";
        await Storage.WriteStateAsync("model", Id, theirs);
        var thrown = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("model", Id, mine));
        Assert.Equal((theirs.ETag, mine.ETag), (thrown.StoredEtag, thrown.CurrentEtag));
        Assert.Equal("theirs", (await Read()).State.Name);
    }

    [Fact]
    public async Task Write_WithoutETagOverARecord_ThrowsInconsistent()
    {
        await Write(new Tally());
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(new Tally()));
    }

    [Fact]
    public async Task Write_ETagOfADeletedRecord_ThrowsInconsistent()
    {
        var state = await Write(new Tally());
        await _fixture.Store.Delete(Blob);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("model", Id, state));
    }

    [Fact]
    public async Task Clear_Record_DeletesIt()
    {
        var state = await Write(new Tally { Name = "a" });
        await Storage.ClearStateAsync("model", Id, state);
        Assert.Empty(await _fixture.Names());
        Assert.Equal(("", false), (state.State.Name, state.RecordExists));
        Assert.Null(state.ETag);
        await Storage.ClearStateAsync("model", Id, state);
    }

    [Fact]
    public async Task Clear_OlderETag_ThrowsInconsistent()
    {
        var state = await Write(new Tally());
        await Storage.WriteStateAsync("model", Id, await Read());
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("model", Id, state));
        Assert.Single(await _fixture.Names());
    }

    [Fact]
    public async Task Read_FileOfTheAzurePackage_IsAccepted()
    {
        var json = _services.GetRequiredService<IGrainStorageSerializer>().Serialize(new Tally { Name = "theirs" });
        await _fixture.Store.Put(Blob, json.ToStream());
        Assert.Equal("theirs", (await Read()).State.Name);
    }

    [Fact]
    public async Task Write_File_IsReadByOrleansOwnSerializerWithItsChecksumLine()
    {
        await Write(new Tally { Name = "ours" });
        var bytes = await _fixture.Store.ReadAll(Blob);
        Assert.Contains("\n//sha256:", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal("ours", _services.GetRequiredService<IGrainStorageSerializer>().Deserialize<Tally>(new BinaryData(bytes))?.Name);
    }

    [Fact]
    public async Task Read_EveryBitFlipped_ThrowsNamingTheBlobOrReadsTheSame()
    {
        await Write(new Tally { Name = "kept", Counts = [10, 20] });
        var bytes = await _fixture.Store.ReadAll(Blob);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await AssertReportedOrSame(flipped);
        }
    }

    [Fact]
    public async Task Read_EveryTruncation_ThrowsNamingTheBlobOrReadsTheSame()
    {
        await Write(new Tally { Name = "kept", Counts = [10, 20] });
        var bytes = await _fixture.Store.ReadAll(Blob);
        for (var length = 0; length < bytes.Length; length++) await AssertReportedOrSame(bytes[..length]);
        await File.WriteAllBytesAsync(_fixture.PathOf(Blob), []);
        Assert.Equal(Blob, (await Assert.ThrowsAsync<CorruptBlobException>(() => Read())).Blob);
    }

    [Theory]
    [InlineData("digits", "digits")]
    [InlineData("a/b", "a/b")]
    [InlineData("a..b", "a.=2Eb")]
    [InlineData("a b+ü=", "a=20b=2B=C3=BC=3D")]
    [InlineData("../x", "=2E=2E/x")]
    [InlineData("a//b", "a/=2Fb")]
    public async Task Write_AnyKey_HasABlobNameOfItsOwn(string key, string expected)
    {
        var id = GrainId.Create("g", key);
        var state = new HeldTally(new Tally { Name = key });
        await Storage.WriteStateAsync("s", id, state);
        Assert.Equal([$"grainstate/s-g/{expected}.json"], await _fixture.Names());
        await Storage.ReadStateAsync("s", id, state);
        Assert.Equal(key, state.State.Name);
    }

    [Fact]
    public void AddBlobGrainStorage_DefaultName_IsAlsoTheUnnamedOne() =>
        Assert.Same(Storage, _services.GetRequiredService<IGrainStorage>());

    public void Dispose()
    {
        _services.Dispose();
        _fixture.Dispose();
    }

    private async Task AssertReportedOrSame(byte[] bytes)
    {
        await File.WriteAllBytesAsync(_fixture.PathOf(Blob), bytes);
        try
        {
            var state = (await Read()).State;
            Assert.Equal("kept", state.Name);
            Assert.Equal([10, 20], state.Counts);
        }
        catch (CorruptBlobException e)
        {
            Assert.Equal(Blob, e.Blob);
        }
    }

    private async Task<HeldTally> Write(Tally tally)
    {
        var state = new HeldTally(tally);
        await Storage.WriteStateAsync("model", Id, state);
        return state;
    }

    private async Task<HeldTally> Read()
    {
        var state = new HeldTally(new Tally());
        await Storage.ReadStateAsync("model", Id, state);
        return state;
    }
}
