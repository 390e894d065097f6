using System.IO.Compression;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>
/// A zip of images. It is hostile: no name is ever used as a path, no more bytes of an entry are unpacked than
/// <see cref="MaxFileBytes"/>, whatever its header says, and one at a time.
/// </summary>
public sealed class ImageArchive : IDisposable
{
    public const int MaxFileBytes = 64 << 20;
    public const int MaxEntries = 4_000_000;

    private readonly ZipArchive _zip;
    private byte[] _buffer = new byte[1 << 16];

    private ImageArchive(ZipArchive zip) => _zip = zip;

    /// <exception cref="InvalidDataException">Not a zip, or one whose directory is damaged.</exception>
    public static async Task<ImageArchive> Open(ImportInput input, UploadedFile file, CancellationToken cancellation)
    {
        var stream = await input.Blobs.OpenRead(file.Blob, cancellation);
        try
        {
            var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellation);
            return zip.Entries.Count <= MaxEntries ? new ImageArchive(zip)
                : throw new InvalidDataException($"the zip has {zip.Entries.Count} entries; at most {MaxEntries} are read");
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Places every entry; those that cannot be are faults.</summary>
    /// <param name="given">The split that the user gave the archive for, which its folders then do not decide.</param>
    public List<ImageEntry> List(string file, string? given, FaultList faults)
    {
        var found = new List<(int Index, string Name, ImagePath Path)>();
        foreach (var (index, entry) in _zip.Entries.Index())
        {
            if (ImagePath.IsClutter(entry.FullName)) continue;
            if (ImagePath.Parse(entry.FullName) is not { } path) faults.Add(file, $"'{Shorten(entry.FullName)}' is not a path within folders");
            else if (entry.IsEncrypted) faults.Add(file, $"'{entry.FullName}' is encrypted");
            else found.Add((index, entry.FullName, path));
        }
        var depth = ImagePath.CommonDepth([.. found.Select(image => image.Path)]);
        var paths = found.Select(image => image.Path.Below(depth)).ToList();
        var bySplit = paths.Count > 0 && paths.All(path => path.SplitOfTop is not null);
        var images = new List<ImageEntry>(found.Count);
        foreach (var (image, path) in found.Zip(paths))
        {
            var label = path.Folders.ElementAtOrDefault(bySplit ? 1 : 0);
            if (label is null) faults.Add(file, $"'{image.Name}' lies in no folder; an image's folder is its label");
            else images.Add(new ImageEntry(image.Index, image.Name, label, given ?? (bySplit ? path.SplitOfTop : null)));
        }
        if (images.Count == 0 && faults.Found == 0) faults.Add(file, "the zip holds no image");
        return images;
    }

    /// <summary>Unpacks one entry; valid until the next call.</summary>
    /// <exception cref="InvalidDataException">It is damaged or too large.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> Read(ImageEntry image, CancellationToken cancellation)
    {
        await using var unpacked = await _zip.Entries[image.Index].OpenAsync(cancellation);
        var length = 0;
        while (true)
        {
            var read = await unpacked.ReadAsync(_buffer.AsMemory(length), cancellation);
            if (read == 0) return _buffer.AsMemory(0, length);
            length += read;
            if (length > MaxFileBytes) throw new InvalidDataException($"more than {MaxFileBytes} bytes come out of it");
            if (length == _buffer.Length) Array.Resize(ref _buffer, Math.Min(2 * length, MaxFileBytes + 1));
        }
    }

    public void Dispose() => _zip.Dispose();

    private static string Shorten(string name) => name.Length <= 80 ? name : $"{name[..80]}…";
}
