using DistributedDL.Contracts.Datasets;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>What a reader is given.</summary>
public sealed record ImportInput(IBlobStore Blobs, DatasetImportSpec Spec, IReadOnlyList<UploadedFile> Files, FaultList Faults)
{
    /// <summary>Opens a file, unpacked when its first bytes are those of gzip, whatever its name.</summary>
    /// <exception cref="InvalidDataException">Later, while reading: the packed data are damaged or cut off.</exception>
    public async Task<Stream> Open(UploadedFile file, CancellationToken cancellation) =>
        await UnpackedStream.Open(await Blobs.OpenRead(file.Blob, cancellation), cancellation);
}
