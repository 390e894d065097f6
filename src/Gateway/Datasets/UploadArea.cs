using System.Globalization;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Gateway.Datasets;

/// <summary>Where uploaded files lie until they are read: <c>uploads/{id}/{n}</c>. The id holds the time of its making (UUIDv7).</summary>
internal sealed class UploadArea(IBlobStore store, TimeProvider time)
{
    private const string Root = "uploads/";

    /// <summary>Uploads older than this belong to nobody any more.</summary>
    public static TimeSpan MaxAge { get; } = TimeSpan.FromDays(1);

    public string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    public static string Blob(string id, int file) => $"{Root}{id}/{file.ToString(CultureInfo.InvariantCulture)}";

    public async Task Remove(string id)
    {
        foreach (var blob in await Names($"{Root}{id}/", default)) await store.Delete(blob);
    }

    /// <summary>Removes what a crash has left behind.</summary>
    /// <returns>How many files.</returns>
    public async Task<int> RemoveAbandoned(CancellationToken cancellation)
    {
        var before = (time.GetUtcNow() - MaxAge).ToUnixTimeMilliseconds();
        var removed = 0;
        foreach (var blob in await Names(Root, cancellation))
            if (MadeAt(blob) < before && await store.Delete(blob, cancellation: cancellation))
                removed++;
        return removed;
    }

    private async Task<List<string>> Names(string prefix, CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (var blob in store.List(prefix, cancellation)) names.Add(blob.Name);
        return names;
    }

    /// <summary>Unix milliseconds; 0 for a name that no gateway has made.</summary>
    private static long MadeAt(string blob)
    {
        var id = blob.AsSpan(Root.Length);
        return id.Length > 12 && long.TryParse(id[..12], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds : 0;
    }
}
