namespace DistributedDL.Cli.Recipes.Data;

/// <summary>What one token of a text is.</summary>
public enum Vocabulary
{
    Characters,
    Words,
}
