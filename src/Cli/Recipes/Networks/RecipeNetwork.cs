using DistributedDL.Contracts.Models;

namespace DistributedDL.Cli.Recipes.Networks;

/// <summary>One network of a recipe.</summary>
/// <param name="Parameters">The count that it must have; not checked when null.</param>
public sealed record RecipeNetwork(string Name, ArchitectureSpec Architecture, long? Parameters = null);
