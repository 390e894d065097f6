namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>What a network is to say about a window.</summary>
public enum WindowTarget
{
    /// <summary>The one after the window (many-to-one).</summary>
    Next,

    /// <summary>The one after each step (many-to-many).</summary>
    EachNext,
}
