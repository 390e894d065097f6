using DistributedDL.Gateway.Datasets;
using DistributedDL.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Gateway.Tests.Datasets;

public sealed class UploadAreaTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ddl-uploads-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly DirectoryBlobStore _store;
    private readonly UploadArea _uploads;

    public UploadAreaTests() => _uploads = new UploadArea(_store = new DirectoryBlobStore(_directory, _time), _time);

    [Fact]
    public async Task RemoveAbandoned_OlderThanADay_AreRemovedAndOthersStay()
    {
        var old = await Upload();
        _time.Advance(UploadArea.MaxAge);
        var young = await Upload();
        await _store.Put("grainstate/model/m.json", new MemoryStream([1]));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await _uploads.RemoveAbandoned(default));

        Assert.Null(await _store.GetProperties(old));
        Assert.NotNull(await _store.GetProperties(young));
        Assert.NotNull(await _store.GetProperties("grainstate/model/m.json"));
    }

    [Fact]
    public async Task Remove_OneUpload_LeavesTheOthers()
    {
        var id = _uploads.NewId();
        await _store.Put(UploadArea.Blob(id, 0), new MemoryStream([1]));
        await _store.Put(UploadArea.Blob(id, 1), new MemoryStream([2]));
        var other = await Upload();

        await _uploads.Remove(id);

        Assert.Null(await _store.GetProperties(UploadArea.Blob(id, 0)));
        Assert.Null(await _store.GetProperties(UploadArea.Blob(id, 1)));
        Assert.NotNull(await _store.GetProperties(other));
    }

    private async Task<string> Upload()
    {
        var blob = UploadArea.Blob(_uploads.NewId(), 0);
        await _store.Put(blob, new MemoryStream([1]));
        return blob;
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
