namespace DistributedDL.Cli.Recipes.Data;

/// <summary>What is predicted.</summary>
public enum TargetForm
{
    Class,
    Value,
}
