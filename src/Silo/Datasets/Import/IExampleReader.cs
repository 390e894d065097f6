using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>Reads examples out of files of one format.</summary>
public interface IExampleReader
{
    DataFormat Format { get; }

    /// <summary>Reads every file once, to its end. Faults go to <see cref="ImportInput.Faults"/>.</summary>
    /// <returns>What the second pass needs; may be null only when there are faults.</returns>
    Task<ScannedExamples?> Scan(ImportInput input, CancellationToken cancellation);
}
