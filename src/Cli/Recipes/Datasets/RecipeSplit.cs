namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>How an import divides the examples.</summary>
public sealed record RecipeSplit
{
    /// <summary>0 to below 1.</summary>
    public double TestFraction { get; init; }

    /// <summary>0 to below 1.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>The last so many rows are the test split; not together with <see cref="TestFraction"/>.</summary>
    public long TestRows { get; init; }

    /// <summary>Take the last examples in the order of the file, rather than draw by <see cref="Seed"/>.</summary>
    public bool InOrder { get; init; }

    /// <summary>Keep the share of each class in each split.</summary>
    public bool Stratify { get; init; }

    public long Seed { get; init; }
}
