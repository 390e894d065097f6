namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>Form in which a recipe's data lies before it is imported.</summary>
public enum SourceFormat
{
    /// <summary>Comma-separated rows.</summary>
    Csv,

    /// <summary>The IDX form of MNIST, images and labels in files of their own.</summary>
    Idx,

    /// <summary>A folder or zip of images, in folders named by label, these in folders named by split where there are several.</summary>
    Images,

    /// <summary>A text file, cut into windows of tokens.</summary>
    Text,

    /// <summary>NumPy arrays, features and targets in files of their own.</summary>
    Npy,

    /// <summary>Rows written in the recipe itself, or generated.</summary>
    Rows,
}
