namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>How columns are brought to a common size.</summary>
public enum Normalisation
{
    None,

    /// <summary>Each column divided by its greatest absolute value.</summary>
    Max,

    /// <summary>Each column to mean 0 and standard deviation 1.</summary>
    Standard,
}
