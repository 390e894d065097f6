using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Bench.Import;

/// <summary>Files of one format: how they are made, imported, and read by who wants no more than their content.</summary>
internal interface IImportCase
{
    string Name { get; }

    int Examples { get; }

    DatasetImportSpec Spec { get; }

    /// <returns>The paths of the files.</returns>
    IReadOnlyList<string> Write(string folder, int examples);

    void ReadPlainly(IReadOnlyList<string> files);
}
