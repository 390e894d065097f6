using System.IO.Compression;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Datasets;

/// <summary>Packs a folder of images into one file, in the order of the names, so that equal folders are equal data sets.</summary>
internal static class FolderZip
{
    /// <exception cref="CommandFailedException">The folder holds no file.</exception>
    public static async Task Write(string folder, string path, CancellationToken cancellation)
    {
        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
            .Select(file => (Path: file, Name: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new CommandFailedException($"{folder} holds no file");
        await using var target = new FileStream(path, FileMode.CreateNew);
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        // Images are compressed already.
        foreach (var file in files)
            await zip.CreateEntryFromFileAsync(file.Path, file.Name, CompressionLevel.NoCompression, cancellation);
    }
}
