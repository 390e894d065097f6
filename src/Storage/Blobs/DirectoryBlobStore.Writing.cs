using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace DistributedDL.Storage.Blobs;

public sealed partial class DirectoryBlobStore
{
    public async Task<BlobProperties> Put(string name, Stream content, BlobCondition condition = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathOf(name);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        cancellation.ThrowIfCancellationRequested();
        var temporary = Path.Combine(_temporary, Interlocked.Increment(ref _temporaries).ToString(CultureInfo.InvariantCulture));
        try
        {
            using var file = await _disk.Run(() => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
            await content.CopyToAsync(file, 1 << 17, cancellation);
            // Everything slow is done before the lock is taken: only the rename needs it.
            var stamp = await _disk.Run(() => StampAndFlush(file.SafeFileHandle, _stamps.Next()));
            using var held = await _names.Enter(name, cancellation);
            return await _disk.Run(() => Replace_NeedsLock(name, path, file, temporary, stamp, condition));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public async Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedLength);
        using var held = await _names.Enter(name, cancellation);
        // From here on it is done or not done; a cancellation half-way would leave the caller not knowing.
        return await _disk.Run(() => Append_NeedsLock(name, path, data.Span, expectedLength));
    }

    public async Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        using var held = await _names.Enter(name, cancellation);
        return await _disk.Run(() =>
        {
            var found = Check_NeedsLock(name, path, condition);
            if (found is null) return false;
            _appends.Close(name);
            File.Delete(path);
            DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
            return true;
        });
    }

    private BlobProperties Replace_NeedsLock(string name, string path, FileStream file, string temporary, DateTime stamp, BlobCondition condition)
    {
        var found = Check_NeedsLock(name, path, condition);
        // Only after the clock was set back, or when another put of this name came in between.
        if (found is { } older && older.Modified >= stamp) stamp = StampAndFlush(file.SafeFileHandle, _stamps.Next(older.Modified));
        var length = file.Length;
        EnsureFolder(Path.GetDirectoryName(path)!);
        _appends.Close(name);
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"blob '{name}' cannot be written in '{_root}': {e.Message}", e);
        }
        DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
        return new BlobProperties(name, length, WriteStamps.ETag(stamp, length));
    }

    private long Append_NeedsLock(string name, string path, ReadOnlySpan<byte> data, long expectedLength)
    {
        var handle = _appends.Take(name) ?? OpenForAppend(path);
        var created = handle is null;
        if (handle is null)
        {
            if (expectedLength != 0) throw new BlobConditionException(name, $"{expectedLength} bytes", null, null);
            EnsureFolder(Path.GetDirectoryName(path)!);
            handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        try
        {
            if (RandomAccess.GetLength(handle) is var length && length != expectedLength)
                throw new BlobConditionException(name, $"{expectedLength} bytes", Find(name, path)?.Properties.ETag, length);
            if (created || !data.IsEmpty) WriteWhole_NeedsLock(handle, path, data, expectedLength, created);
        }
        catch (BlobConditionException)
        {
            _appends.Return(name, handle);
            throw;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
        _appends.Return(name, handle);
        return expectedLength + data.Length;
    }

    private void WriteWhole_NeedsLock(SafeFileHandle handle, string path, ReadOnlySpan<byte> data, long offset, bool created)
    {
        try
        {
            var older = created ? default : File.GetLastWriteTimeUtc(handle);
            RandomAccess.Write(handle, data, offset);
            StampAndFlush(handle, _stamps.Next(older));
            if (created) DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
        }
        catch
        {
            // A full disk leaves a part of the data: take it back. If even that fails, the length tells the next reader.
            if (created) File.Delete(path);
            else RandomAccess.SetLength(handle, offset);
            throw;
        }
    }

    private static SafeFileHandle? OpenForAppend(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static (BlobProperties Properties, DateTime Modified)? Check_NeedsLock(string name, string path, BlobCondition condition)
    {
        var found = Find(name, path);
        var current = found?.Properties;
        if (condition.IfAbsent && current is not null)
            throw new BlobConditionException(name, "no blob", current.ETag, current.LengthBytes);
        if (condition.IfMatch is { } expected && current?.ETag != expected)
            throw new BlobConditionException(name, $"ETag {expected}", current?.ETag, current?.LengthBytes);
        return found;
    }

    private static DateTime StampAndFlush(SafeFileHandle handle, DateTime stamp)
    {
        File.SetLastWriteTimeUtc(handle, stamp);
        RandomAccess.FlushToDisk(handle);
        return stamp;
    }

    private void EnsureFolder(string folder)
    {
        if (folder.Length <= _root.Length || _durableFolders.ContainsKey(folder)) return;
        var parent = Path.GetDirectoryName(folder)!;
        EnsureFolder(parent);
        Directory.CreateDirectory(folder);
        // Even where it was there: another thread may have created it this moment and not yet flushed.
        DirectoryFlush.Flush(parent);
        _durableFolders[folder] = true;
    }
}
