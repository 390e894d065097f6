namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>What one token of a text is.</summary>
public enum Vocabulary
{
    Characters,
    Words,
}
