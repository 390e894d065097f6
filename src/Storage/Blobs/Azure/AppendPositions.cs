namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>Append blobs as this process left them, so that the next append is one request. The longest unused is forgotten when there are too many.</summary>
internal sealed class AppendPositions(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<AzureBlob>> _byName = new(StringComparer.Ordinal);
    private readonly LinkedList<AzureBlob> _oldestFirst = new();

    public AzureBlob? Find(string name)
    {
        lock (_byName) return _byName.TryGetValue(name, out var node) ? node.Value : null;
    }

    public void Set(AzureBlob blob)
    {
        lock (_byName)
        {
            Remove_NeedsLock(blob.Name);
            _byName[blob.Name] = _oldestFirst.AddLast(blob);
            if (_byName.Count > capacity) Remove_NeedsLock(_oldestFirst.First!.Value.Name);
        }
    }

    public void Forget(string name)
    {
        lock (_byName) Remove_NeedsLock(name);
    }

    private void Remove_NeedsLock(string name)
    {
        if (_byName.Remove(name, out var node)) _oldestFirst.Remove(node);
    }
}
