using Azure.Core;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Tests.Shared;
using Request = Azure.Core.Request;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>Responses that are lost after the service did what was asked; the service is the real emulator.</summary>
public sealed class UnknownOutcomeTests(Azurite azurite)
{
    private readonly LostResponses _faults = new();

    public static TheoryData<string> Writes => ["Put Blob", "Put Block", "Put Block List", "Append Block", "Create append blob", "Set Metadata", "Delete Blob"];

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task EveryWrite_FirstResponseLost_IsDoneOnceAndNoConflict(string write)
    {
        var store = Open();
        _faults.Loses = (request, lost) => lost == 0 && Is(request, write);
        var large = new byte[9_000_000];
        Assert.Equal(3, await store.Append("log", new byte[] { 1, 2, 3 }, 0));
        Assert.Equal(5, await store.Append("log", new byte[] { 4, 5 }, 3));
        var first = await store.Put("a", new MemoryStream([1]), BlobCondition.Absent);
        await store.Put("a", new MemoryStream([2]), BlobCondition.Match(first.ETag));
        var big = await store.Put("big", new MemoryStream(large), BlobCondition.Absent);
        Assert.Equal(big, await store.GetProperties("big"));
        Assert.Equal(large.Length + 2, await store.Append("big", new byte[] { 7, 8 }, large.Length));
        var log = (await store.GetProperties("log"))!;
        await store.Put("log", new MemoryStream([9]), BlobCondition.Match(log.ETag));
        Assert.Equal(2, await store.Append("log", new byte[] { 8 }, 1));
        Assert.Equal([9, 8], await store.ReadAll("log"));
        Assert.Equal([2], await store.ReadAll("a"));
        Assert.True(await store.Delete("a"));
        Assert.Null(await store.GetProperties("a"));
        Assert.Equal(1, _faults.Lost);
    }

    [Fact]
    public async Task Append_ResponseLostAndAnotherWroteOtherBytes_IsAConflict()
    {
        var mine = Open(out var options);
        await mine.Append("log", new byte[] { 1 }, 0);
        var theirs = AzureFixture.Store(options);
        await theirs.Append("log", new byte[] { 2 }, 1);
        _faults.Loses = (request, lost) => lost == 0 && Is(request, "Append Block");
        var thrown = await Assert.ThrowsAsync<BlobConditionException>(() => mine.Append("log", new byte[] { 3 }, 1));
        Assert.Equal(2, thrown.CurrentLength);
        Assert.Equal([1, 2], await mine.ReadAll("log"));
    }

    [Fact]
    public async Task Append_SameBytesOfAnotherWriterAndNoLostResponse_IsAConflict()
    {
        var mine = Open(out var options);
        await mine.Append("log", new byte[] { 1 }, 0);
        await AzureFixture.Store(options).Append("log", new byte[] { 2 }, 1);
        await Assert.ThrowsAsync<BlobConditionException>(() => mine.Append("log", new byte[] { 2 }, 1));
    }

    [Fact]
    public async Task Append_SameBytesOfAnotherWriterAndALookUpThatWasRepeated_IsAConflict()
    {
        var mine = Open(out var options);
        var theirs = AzureFixture.Store(options);
        await theirs.Append("log", new byte[] { 1 }, 0);
        await theirs.Append("log", new byte[] { 2 }, 1);
        _faults.Loses = (request, lost) => lost == 0 && request.Method == RequestMethod.Head;
        await Assert.ThrowsAsync<BlobConditionException>(() => mine.Append("log", new byte[] { 2 }, 1));
        Assert.Equal(1, _faults.Lost);
    }

    [Fact]
    public async Task Append_GivenUpAndDone_IsFoundDoneWhenItIsRepeated()
    {
        var store = Open();
        await store.Append("log", new byte[] { 1 }, 0);
        _faults.Loses = (request, _) => Is(request, "Append Block");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Append("log", new byte[] { 2, 3 }, 1));
        _faults.Loses = (_, _) => false;
        Assert.Equal(3, await store.Append("log", new byte[] { 2, 3 }, 1));
        Assert.Equal(4, await store.Append("log", new byte[] { 4 }, 3));
        Assert.Equal([1, 2, 3, 4], await store.ReadAll("log"));
    }

    [Fact]
    public async Task Put_GivenUpAndDone_IsReplacedByTheSameCallersNextPutAlone()
    {
        var store = Open(out var options);
        var first = await store.Put("state", new MemoryStream([1]), BlobCondition.Absent);
        _faults.Loses = (request, _) => Is(request, "Put Blob");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Put("state", new MemoryStream([2]), BlobCondition.Match(first.ETag)));
        // The outage goes on: nothing gets through any more, whatever is tried.
        _faults.Refuses = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Put("state", new MemoryStream([2]), BlobCondition.Match(first.ETag)));
        (_faults.Refuses, _faults.Loses) = (false, (_, _) => false);
        await Assert.ThrowsAsync<BlobConditionException>(() => AzureFixture.Store(options).Put("state", new MemoryStream([9]), BlobCondition.Match(first.ETag)));
        await store.Put("state", new MemoryStream([3]), BlobCondition.Match(first.ETag));
        Assert.Equal([3], await store.ReadAll("state"));
        await Assert.ThrowsAsync<BlobConditionException>(() => store.Put("state", new MemoryStream([4]), BlobCondition.Match(first.ETag)));
    }

    [Fact]
    public async Task Put_GivenUpDoneAndReadSince_IsAConflict()
    {
        var store = Open();
        var first = await store.Put("state", new MemoryStream([1]));
        _faults.Loses = (request, _) => Is(request, "Put Blob");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Put("state", new MemoryStream([2]), BlobCondition.Match(first.ETag)));
        _faults.Loses = (_, _) => false;
        await store.ReadAll("state");
        await Assert.ThrowsAsync<BlobConditionException>(() => store.Put("state", new MemoryStream([3]), BlobCondition.Match(first.ETag)));
    }

    private AzureBlobStore Open() => Open(out _);

    private AzureBlobStore Open(out AzureBlobOptions options)
    {
        options = Options();
        return AzureFixture.Store(options, _faults);
    }

    private AzureBlobOptions Options()
    {
        var options = AzureFixture.Options(azurite);
        (options.MaxRetries, options.MaxRetryDelay) = (2, TimeSpan.FromMilliseconds(200));
        return options;
    }

    private static bool Is(Request request, string write)
    {
        var query = request.Uri.Query;
        request.Headers.TryGetValue("x-ms-blob-type", out var kind);
        return write switch
        {
            "Put Blob" => kind == "BlockBlob",
            "Create append blob" => kind == "AppendBlob",
            "Put Block" => query.Contains("comp=block&", StringComparison.Ordinal),
            "Put Block List" => request.Method == RequestMethod.Put && query.Contains("comp=blocklist", StringComparison.Ordinal),
            "Append Block" => query.Contains("comp=appendblock", StringComparison.Ordinal),
            "Set Metadata" => query.Contains("comp=metadata", StringComparison.Ordinal),
            _ => request.Method == RequestMethod.Delete,
        };
    }
}
