namespace DistributedDL.Contracts.Datasets;

/// <summary>Form of the files given to an import.</summary>
public enum DataFormat
{
    /// <summary>Comma-separated rows (RFC 4180), with or without a header, optionally gzipped.</summary>
    Csv,

    /// <summary>The IDX form of MNIST (images and labels in files of their own), optionally gzipped.</summary>
    Idx,
}
