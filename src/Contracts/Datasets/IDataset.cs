using DistributedDL.Contracts.Clustering;
using Orleans.Concurrency;

namespace DistributedDL.Contracts.Datasets;

/// <summary>Owns one data set; the key is its name.</summary>
[Alias("ddl.IDataset")]
public interface IDataset : IGrainWithStringKey
{
    /// <summary>Reads uploaded files into a new immutable version, whole or not at all.</summary>
    /// <exception cref="Errors.ResourceExistsException">The name is taken and no new version was asked for.</exception>
    /// <exception cref="Errors.InvalidArgumentException">A file or option is wrong; names file, row and column.</exception>
    [Alias("Import"), ResponseTimeout("01:00:00"), Repeatable]
    Task<DatasetVersionReport> Import(DatasetImportSpec spec, IReadOnlyList<UploadedFile> files, CancellationToken cancellation = default);

    /// <exception cref="Errors.ResourceNotFoundException">There is no such data set.</exception>
    [Alias("Show"), ReadOnly, AlwaysInterleave, Repeatable]
    Task<DatasetReport> Show();

    /// <summary>Removes every version and its chunks.</summary>
    [Alias("Delete")]
    Task Delete();
}
