using System.Collections.Concurrent;

namespace DistributedDL.Storage.Blobs;

/// <summary>A few threads that wait for the disk, so that a flush never holds a thread of the pool that grains run on.</summary>
internal sealed class DiskThreads : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread[] _threads;

    public DiskThreads(int count)
    {
        _threads = [.. Enumerable.Range(0, count).Select(i => new Thread(RunAll) { IsBackground = true, Name = $"disk-{i}" })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public Task<T> Run<T>(Func<T> work)
    {
        ObjectDisposedException.ThrowIf(_work.IsAddingCompleted, typeof(DirectoryBlobStore));
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() =>
            {
                try { completion.SetResult(work()); }
                catch (Exception e) { completion.SetException(e); }
            });
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(DirectoryBlobStore));
        }
        return completion.Task;
    }

    /// <summary>Finishes what was begun.</summary>
    public void Dispose()
    {
        if (_work.IsAddingCompleted) return;
        _work.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        _work.Dispose();
    }

    private void RunAll()
    {
        foreach (var work in _work.GetConsumingEnumerable()) work();
    }
}
