using System.Diagnostics;
using DistributedDL.Storage.Checkpoints;

namespace DistributedDL.Storage.Blobs.Faults;

/// <summary>
/// Another store, until a chosen moment: there the process is killed, by SIGKILL and in the midst of the write. It is what <c>Storage:Fault</c>
/// gives, for crash tests of whole processes alone. Thread-safe.
/// </summary>
/// <param name="kill">Ends the process; does not return.</param>
public sealed class FaultingBlobStore(IBlobStore store, FaultPoint point, Action kill) : IBlobStore, IDisposable
{
    private int _seen;

    public FaultingBlobStore(IBlobStore store, FaultPoint point) : this(store, point, KillThisProcess) { }

    public async Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default)
    {
        if (!IsHere(FaultKind.Append, name.EndsWith(".journal", StringComparison.Ordinal)))
            return await store.Append(name, data, expectedLength, cancellation);
        await store.Append(name, data[..(data.Length / 2)], expectedLength, cancellation);
        throw Kill();
    }

    public async Task<BlobProperties> Put(string name, Stream content, BlobCondition condition = default, CancellationToken cancellation = default)
    {
        var isState = name.StartsWith("grainstate/", StringComparison.Ordinal);
        if (IsHere(FaultKind.BeforeState, isState)) throw Kill();
        if (IsHere(FaultKind.Checkpoint, name.StartsWith("checkpoints/", StringComparison.Ordinal))
            || IsHere(FaultKind.Snapshot, name.StartsWith($"{TensorStore.Snapshots}/", StringComparison.Ordinal)))
        {
            await using var half = new HalfStream(content, () => throw Kill());
            return await store.Put(name, half, condition, cancellation);
        }
        var put = await store.Put(name, content, condition, cancellation);
        return IsHere(FaultKind.AfterState, isState) ? throw Kill() : put;
    }

    public Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default) =>
        IsHere(FaultKind.Remove, name.EndsWith(".journal", StringComparison.Ordinal) || name.StartsWith("checkpoints/", StringComparison.Ordinal))
            ? throw Kill()
            : store.Delete(name, condition, cancellation);

    public Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default) => store.GetProperties(name, cancellation);

    public Task<Stream> OpenRead(string name, CancellationToken cancellation = default) => store.OpenRead(name, cancellation);

    public IAsyncEnumerable<BlobProperties> List(string prefix, CancellationToken cancellation = default) => store.List(prefix, cancellation);

    public void Dispose() => (store as IDisposable)?.Dispose();

    private bool IsHere(FaultKind kind, bool matches) => matches && kind == point.Kind && Interlocked.Increment(ref _seen) == point.Number;

    private UnreachableException Kill()
    {
        kill();
        return new UnreachableException("a killed process goes on");
    }

    private static void KillThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // Nothing of this process may be written any more, however long the signal takes.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
