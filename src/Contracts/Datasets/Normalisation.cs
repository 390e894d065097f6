namespace DistributedDL.Contracts.Datasets;

/// <summary>How an import brings columns to a common size, by what it finds in the training split.</summary>
public enum Normalisation
{
    None,

    /// <summary>Each column divided by its greatest absolute value.</summary>
    Max,

    /// <summary>Each column to mean 0 and standard deviation 1 (of the population).</summary>
    Standard,
}
