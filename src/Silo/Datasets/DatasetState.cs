using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets;

/// <summary>Stored state of a data set; written for the first time when its first version is complete.</summary>
internal sealed class DatasetState
{
    public List<DatasetVersionReport> Versions { get; set; } = [];
}
