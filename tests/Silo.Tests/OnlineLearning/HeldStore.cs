using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>A store whose appends wait while it is held, or fail; all else goes through.</summary>
internal sealed class HeldStore(IBlobStore store) : IBlobStore
{
    private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _held;

    public Exception? Fault { get; set; }

    public int Appends { get; private set; }

    public void Hold() => (_held, _gate) = (true, new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Release()
    {
        _held = false;
        _gate.SetResult();
    }

    public async Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default)
    {
        Appends++;
        if (_held) await _gate.Task;
        if (Fault is not null) throw Fault;
        return await store.Append(name, data, expectedLength, cancellation);
    }

    public Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default) => store.GetProperties(name, cancellation);

    public Task<Stream> OpenRead(string name, CancellationToken cancellation = default) => store.OpenRead(name, cancellation);

    public Task<BlobProperties> Put(string name, Stream content, BlobCondition condition = default, CancellationToken cancellation = default) =>
        store.Put(name, content, condition, cancellation);

    public IAsyncEnumerable<BlobProperties> List(string prefix, CancellationToken cancellation = default) => store.List(prefix, cancellation);

    public Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default) => store.Delete(name, condition, cancellation);
}
