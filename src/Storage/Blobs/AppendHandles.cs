using Microsoft.Win32.SafeHandles;

namespace DistributedDL.Storage.Blobs;

/// <summary>
/// Open files of blobs that are being appended to; the longest unused one is closed when there are too many.
/// A handle that is taken is out of the cache, so it cannot be closed in use; who takes it holds the lock of its name.
/// </summary>
internal sealed class AppendHandles(int capacity) : IDisposable
{
    private readonly Dictionary<string, LinkedListNode<(string Name, SafeFileHandle Handle)>> _byName = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Name, SafeFileHandle Handle)> _oldestFirst = new();

    public SafeFileHandle? Take(string name)
    {
        lock (_byName)
        {
            if (!_byName.Remove(name, out var node)) return null;
            _oldestFirst.Remove(node);
            return node.Value.Handle;
        }
    }

    public void Return(string name, SafeFileHandle handle)
    {
        SafeFileHandle? evicted = null;
        lock (_byName)
        {
            _byName.Add(name, _oldestFirst.AddLast((name, handle)));
            if (_byName.Count > capacity)
            {
                (var oldest, evicted) = _oldestFirst.First!.Value;
                _oldestFirst.RemoveFirst();
                _byName.Remove(oldest);
            }
        }
        evicted?.Dispose();
    }

    public void Close(string name) => Take(name)?.Dispose();

    public void Dispose()
    {
        lock (_byName)
        {
            foreach (var (_, handle) in _oldestFirst) handle.Dispose();
            _oldestFirst.Clear();
            _byName.Clear();
        }
    }
}
