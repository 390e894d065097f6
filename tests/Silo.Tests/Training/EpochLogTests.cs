using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Training;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Tests.Training;

public sealed class EpochLogTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly DirectoryBlobStore _blobs;

    public EpochLogTests() => _blobs = new DirectoryBlobStore(_directory.Path, TimeProvider.System);

    [Fact]
    public async Task Open_AfterAppends_ReadsThemFromAnyEpoch()
    {
        var written = await EpochLog.Open(_blobs, "r");
        await written.Append(Epochs(1, 700));
        await written.Append(Epochs(701, 30));

        var log = await EpochLog.Open(_blobs, "r");

        Assert.Equal(730, log.Count);
        foreach (var after in new[] { 0, 255, 256, 257, 511, 512, 729 })
            Assert.Equal(after + 1, (await log.Read(after, 1)).Single().Epoch);
        Assert.Empty(await log.Read(730, 10));
        await log.Append(Epochs(731, 100));
        Assert.Equal(Enumerable.Range(760, 71), (await log.Read(759, 1_000)).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task Append_EpochsThatAreRecorded_PassesThemOver()
    {
        var log = await EpochLog.Open(_blobs, "r");
        await log.Append(Epochs(1, 10));
        await log.Append(Epochs(6, 10));

        Assert.Equal(Enumerable.Range(1, 15), (await log.Read(0, 100)).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task Append_Gap_IsRefused()
    {
        var log = await EpochLog.Open(_blobs, "r");
        await log.Append(Epochs(1, 3));

        await Assert.ThrowsAsync<InvalidOperationException>(() => log.Append(Epochs(5, 1)));

        Assert.Equal(3, (await EpochLog.Open(_blobs, "r")).Count);
    }

    [Fact]
    public async Task Append_NaNLoss_ComesBack()
    {
        var log = await EpochLog.Open(_blobs, "r");
        await log.Append([new EpochReport(1, double.NaN, new Dictionary<string, double> { ["train_accuracy"] = double.PositiveInfinity }, 5, 0.5)]);

        var read = Assert.Single(await (await EpochLog.Open(_blobs, "r")).Read(0, 1));
        Assert.Equal(double.NaN, read.Loss);
        Assert.Equal(double.PositiveInfinity, read.Metrics["train_accuracy"]);
    }

    [Fact]
    public async Task Open_LastLineTorn_CutsItOff()
    {
        var log = await EpochLog.Open(_blobs, "r");
        await log.Append(Epochs(1, 3));
        var length = (await _blobs.GetProperties("runs/r/epochs.jsonl"))!.LengthBytes;
        await _blobs.Append("runs/r/epochs.jsonl", "{\"Epoch\":4,\"Lo"u8.ToArray(), length);

        var reopened = await EpochLog.Open(_blobs, "r");
        await reopened.Append(Epochs(4, 2));

        Assert.Equal(Enumerable.Range(1, 5), (await reopened.Read(0, 100)).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task Open_LineInTheMiddleEdited_NamesTheBlob()
    {
        await _blobs.Put("runs/r/epochs.jsonl", new MemoryStream("{\"Epoch\":1,\"Metrics\":{}}\nrubbish\n{\"Epoch\":3,\"Metrics\":{}}\n"u8.ToArray()));

        var damaged = await Assert.ThrowsAsync<CorruptBlobException>(() => EpochLog.Open(_blobs, "r"));

        Assert.Equal("runs/r/epochs.jsonl", damaged.Blob);
    }

    [Fact]
    public async Task Append_AnotherWriterWasThere_IsRefused()
    {
        var stale = await EpochLog.Open(_blobs, "r");
        await (await EpochLog.Open(_blobs, "r")).Append(Epochs(1, 2));

        await Assert.ThrowsAsync<BlobConditionException>(() => stale.Append(Epochs(1, 2)));
    }

    public void Dispose()
    {
        _blobs.Dispose();
        _directory.Dispose();
    }

    private static EpochReport[] Epochs(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(epoch => new EpochReport(epoch, 1.0 / epoch, new Dictionary<string, double> { ["train_accuracy"] = 0.5 }, 10, 0.01))];
}
