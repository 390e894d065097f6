using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Faults;

namespace DistributedDL.Storage.Tests.Blobs.Faults;

/// <summary>What is on disk when the process dies; the tests of whole processes die in earnest.</summary>
public sealed class FaultingBlobStoreTests : IDisposable
{
    private const string Journal = "sessions/s/journal/0000000001.journal", Checkpoint = "checkpoints/session/s/a.safetensors", State = "grainstate/session-s.json";
    private readonly StoreFixture _fixture = new();

    [Fact]
    public async Task Append_AtItsNumber_DiesWithTheFirstHalfWritten()
    {
        var store = Dying(FaultKind.Append, 2);
        await store.Append(Journal, new byte[] { 1, 2, 3, 4 }, 0);
        await store.Append("other", new byte[] { 9 }, 0);

        await Assert.ThrowsAsync<KilledException>(() => store.Append(Journal, new byte[] { 5, 6, 7, 8 }, 4));

        Assert.Equal([1, 2, 3, 4, 5, 6], await _fixture.Store.ReadAll(Journal));
    }

    [Theory]
    [InlineData(FaultKind.Checkpoint, Checkpoint)]
    [InlineData(FaultKind.Snapshot, "snapshots/a.safetensors")]
    public async Task Put_AtItsNumber_DiesInTheMidstAndKeepsTheOlder(FaultKind kind, string name)
    {
        var store = Dying(kind, 2);
        await store.Put(name, new MemoryStream([1, 2]));
        using var content = new MemoryStream(new byte[1_000]);

        await Assert.ThrowsAsync<KilledException>(() => store.Put(name, content));

        Assert.Equal(500, content.Position);
        Assert.Equal([1, 2], await _fixture.Store.ReadAll(name));
    }

    [Theory]
    [InlineData(FaultKind.BeforeState, 1)]
    [InlineData(FaultKind.AfterState, 2)]
    public async Task Put_OfState_DiesBeforeOrAfterIt(FaultKind kind, byte found)
    {
        await _fixture.Store.Put(State, new MemoryStream([1]));

        await Assert.ThrowsAsync<KilledException>(() => Dying(kind, 1).Put(State, new MemoryStream([2])));

        Assert.Equal([found], await _fixture.Store.ReadAll(State));
    }

    [Theory]
    [InlineData(Journal)]
    [InlineData(Checkpoint)]
    public async Task Delete_OfWhatACheckpointMadeNeedless_DiesBeforeIt(string name)
    {
        await _fixture.Store.Put(name, new MemoryStream([1]));

        await Assert.ThrowsAsync<KilledException>(() => Dying(FaultKind.Remove, 1).Delete(name));

        Assert.NotNull(await _fixture.Store.GetProperties(name));
    }

    [Fact]
    public async Task AnyOther_Call_GoesThrough()
    {
        using var store = Dying(FaultKind.Snapshot, 1);
        await store.Append(Journal, new byte[] { 1 }, 0);
        await store.Put(Checkpoint, new MemoryStream([1, 2]));
        await store.Put(State, new MemoryStream([3]));

        Assert.Equal([Checkpoint, State, Journal], await Names(store));
        Assert.Equal(2, (await store.GetProperties(Checkpoint))!.LengthBytes);
        Assert.Equal([3], await store.ReadAll(State));
        Assert.True(await store.Delete(State));
    }

    public void Dispose() => _fixture.Dispose();

    private FaultingBlobStore Dying(FaultKind kind, int number) => new(_fixture.Store, new FaultPoint(kind, number), () => throw new KilledException());

    private static async Task<List<string>> Names(FaultingBlobStore store)
    {
        var names = new List<string>();
        await foreach (var blob in store.List("")) names.Add(blob.Name);
        return names;
    }

    private sealed class KilledException : Exception;
}
