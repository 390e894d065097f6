namespace DistributedDL.Contracts.Datasets;

/// <summary>A data set and its versions, oldest first.</summary>
[GenerateSerializer, Immutable, Alias("ddl.DatasetReport")]
public sealed record DatasetReport([property: Id(0)] string Name, [property: Id(1)] IReadOnlyList<DatasetVersionReport> Versions)
{
    public DatasetVersionReport Latest => Versions[^1];
}
