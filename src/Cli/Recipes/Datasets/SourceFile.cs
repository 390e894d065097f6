namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>One file of a recipe's data.</summary>
/// <param name="Split">The split that it holds; null when the import splits it.</param>
/// <param name="Role">What is in it: <c>rows</c>, or <c>images</c>, <c>features</c>, <c>labels</c>, <c>targets</c> where these lie apart.</param>
/// <param name="Path">Relative to the folder given by <c>--data</c>.</param>
public sealed record SourceFile(string? Split, string Role, string Path)
{
    public const string RowsRole = "rows";
}
