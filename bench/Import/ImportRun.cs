using System.Diagnostics;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Silo.Datasets.Import;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Bench.Import;

/// <summary>One import of files into a store in a temporary folder.</summary>
internal static class ImportRun
{
    /// <returns>Time from files in the store to the whole version; to put them there is not counted.</returns>
    public static async Task<TimeSpan> Time(DatasetImportSpec spec, IReadOnlyList<string> files)
    {
        var folder = Directory.CreateTempSubdirectory("ddl-bench-import-").FullName;
        try
        {
            using var blobs = new DirectoryBlobStore(folder, TimeProvider.System);
            var uploaded = new List<UploadedFile>();
            foreach (var (index, path) in files.Index())
            {
                await using var content = File.OpenRead(path);
                var stored = await blobs.Put($"uploads/{index}", content);
                uploaded.Add(new UploadedFile(Path.GetFileName(path), stored.Name, stored.LengthBytes));
            }
            var begun = Stopwatch.GetTimestamp();
            await new DatasetImporter(blobs, new DatasetStore(blobs), TimeProvider.System).Import("bench", 1, spec, uploaded);
            return Stopwatch.GetElapsedTime(begun);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
