namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>What is predicted.</summary>
public enum TargetForm
{
    Class,
    Value,
}
