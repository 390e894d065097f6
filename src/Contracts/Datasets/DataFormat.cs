namespace DistributedDL.Contracts.Datasets;

/// <summary>Form of the files given to an import.</summary>
public enum DataFormat
{
    /// <summary>Comma-separated rows (RFC 4180), with or without a header, optionally gzipped.</summary>
    Csv,

    /// <summary>The IDX form of MNIST (images and labels in files of their own), optionally gzipped.</summary>
    Idx,

    /// <summary>Zips of JPEG, PNG and BMP images; sub-folders are the labels, a top folder <c>train</c>, <c>validation</c> or <c>test</c> the split.</summary>
    Images,

    /// <summary>UTF-8 text, read as windows of tokens with the next token as the label.</summary>
    Text,

    /// <summary>NumPy arrays: a file of features <c>[n, …]</c> with a file of targets <c>[n]</c>.</summary>
    Npy,
}
