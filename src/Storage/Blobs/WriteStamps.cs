using System.Globalization;

namespace DistributedDL.Storage.Blobs;

/// <summary>
/// Modification times that only grow, whatever the clock does: they are set on the files, and with the length they make
/// the ETag, so an ETag is never used twice, not even across restarts.
/// </summary>
internal sealed class WriteStamps(TimeProvider time, DateTime floor)
{
    private long _last = floor.Ticks;

    public DateTime Last => new(Interlocked.Read(ref _last), DateTimeKind.Utc);

    /// <summary>A time after every one given before and after <paramref name="existing"/>.</summary>
    public DateTime Next(DateTime existing = default)
    {
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(time.GetUtcNow().UtcTicks, Math.Max(last, existing.Ticks) + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return new DateTime(next, DateTimeKind.Utc);
        }
    }

    public static string ETag(DateTime modified, long length) =>
        string.Create(CultureInfo.InvariantCulture, $"{modified.Ticks:x}-{length:x}");
}
